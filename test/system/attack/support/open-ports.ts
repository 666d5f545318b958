import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

/** Lists where a process listens for TCP and receives UDP, sorted: `tcp 127.0.0.1:3000`. Reads `/proc` of Linux. */
export function openPorts(pid: number): string[] {
  const own = new Set(socketInodes(pid));
  const found = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    rows(table)
      .filter(
        ({ inode, state }) => own.has(inode) && (table.startsWith('udp') || state === LISTENING),
      )
      .map(({ local }) => `${table.slice(0, 3)} ${readable(local)}`),
  );
  return found.sort();
}

function socketInodes(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1] ?? [];
    } catch {
      return []; // closed meanwhile
    }
  });
}

function rows(table: string): { local: string; state: string; inode: string }[] {
  const [, ...lines] = readFileSync(`/proc/net/${table}`, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const columns = line.trim().split(/\s+/);
    return { local: columns[1] ?? '', state: columns[3] ?? '', inode: columns[9] ?? '' };
  });
}

/** Converts `0100007F:1F90` to `127.0.0.1:8080`. The kernel writes each 32-bit word of an address in reverse. */
function readable(local: string): string {
  const [words = '', port = ''] = local.split(':');
  const bytes = Buffer.from(words, 'hex').swap32();
  const address =
    bytes.length === 4
      ? bytes.join('.')
      : `[${new URL(`http://[${bytes.toString('hex').replace(/.{4}(?=.)/g, '$&:')}]`).hostname.slice(1, -1)}]`;
  return `${address}:${parseInt(port, 16)}`;
}
