import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { whenNpmEnds } from '../src/local/server/npm-process.ts';
import { chooseNetwork, networkWelcome } from '../src/local/server/network/choose-network.ts';
import { writeRunFile } from '../src/local/server/run-file.ts';
import { startLocalServer } from '../src/local/server/local-server.ts';
import { parseAddresses } from '../src/local/server/public-addresses.ts';
import { surviveUncaughtErrors } from '../src/local/server/uncaught-errors.ts';
import { StartError } from '../src/local/shared/start-error.ts';
import { BuildError } from './build/output/build-error.ts';
import { build, IS_PUBLISHED } from './build/build.ts';

/** Longest time that goodbyes may take. */
const CLOSE_LIMIT_MS = 5_000;

const HELP = `Serves audio rooms on this machine.

  --port N     port to serve on (3000); 0 for any that is free
  --lan        serve the local network over HTTPS, so that a phone can scan a QR code and talk; --host chooses one of
               this machine's addresses. Everybody in the network can then open the page and create rooms.
  --host H     address to listen on (localhost); browsers give the microphone to localhost and https:// only
  --data DIR   keep rooms in a directory; they are in memory otherwise
  --allow-host NAME
               also answer to this name, and to pages from it; repeat it for more names
  --public-url URL
               the address at which browsers reach this server, such as that of a tunnel
  --api-key KEY
               create rooms only for requests with this key in the header X-API-Key
  --open       open the page in the browser
  --help       show this`;

interface Flags {
  readonly port: number;
  readonly host?: string;
  readonly lan: boolean;
  readonly dataDirectory?: string;
  readonly allowedHosts: readonly string[];
  readonly publicOrigin?: string;
  readonly apiKey?: { readonly key: string };
  readonly open: boolean;
  readonly help: boolean;
}

/** What `npm start` does. Says in one line why it can't, if it can't. */
export async function main(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  try {
    const flags = parseFlags(args);
    if (flags.help) console.log(HELP);
    else await serve(flags);
  } catch (error) {
    console.error(isExpected(error) ? error.message : error);
    process.exit(1);
  }
}

/** A failure whose message is enough; any other is a mistake of ours, and needs its stack. */
function isExpected(error: unknown): error is Error {
  if (error instanceof StartError || error instanceof BuildError) return true;
  // An installation that its user may not write to, or a full disk: Node's message names the file.
  const codes: readonly unknown[] = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EFBIG'];
  return error instanceof Error && 'code' in error && codes.includes(error.code);
}

function parseFlags(args: readonly string[]): Flags {
  const { port, host, lan, data, open, help, ...names } = parse(args);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StartError(`--port must be a number from 0 to 65535, and not "${port}".`);
  }
  if (host === '') throw new StartError('--host must be an address, such as localhost.');
  if (data === '') throw new StartError('--data must be a directory.');
  return {
    port: Number(port),
    ...(host !== undefined && { host }),
    lan,
    ...(data !== undefined && { dataDirectory: resolve(data) }),
    ...parseAddresses(names['allow-host'], names['public-url']),
    ...(names['api-key'] !== undefined && { apiKey: parseApiKey(names['api-key']) }),
    open,
    help,
  };
}

/** API Gateway has the same limits. */
function parseApiKey(key: string): { readonly key: string } {
  if (/^[\x21-\x7e]{20,128}$/.test(key)) return { key };
  throw new StartError('--api-key must be 20 to 128 characters of ASCII, without spaces.');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: args[0] === '--' ? args.slice(1) : [...args], // npx passes it on, npm does not
      options: {
        port: { type: 'string', default: '3000' },
        host: { type: 'string' },
        lan: { type: 'boolean', default: false },
        data: { type: 'string' },
        'allow-host': { type: 'string', multiple: true, default: [] },
        'public-url': { type: 'string' },
        'api-key': { type: 'string' },
        open: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    // The first sentence says what is wrong; the rest is about positional arguments, which there are none of.
    const reason = error instanceof Error ? error.message.split(/[.\n]/)[0] : String(error);
    throw new StartError(`${reason ?? ''}. See --help.`);
  }
}

async function serve(flags: Flags): Promise<void> {
  let stop = (): void => process.exit(0);
  let starting = true;
  surviveUncaughtErrors(() => starting);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());
  whenNpmEnds(() => stop());
  const network = flags.lan ? await chooseNetwork(flags) : undefined;
  const distDirectory = IS_PUBLISHED
    ? temporaryDirectory()
    : fileURLToPath(new URL('../dist', import.meta.url));
  await build(distDirectory);
  const server = await startLocalServer({
    ...flags,
    // The UDP ports have the same number, so that a firewall can be told about them.
    ...(network && { ...network, mediaPort: flags.port }),
    distDirectory,
    // Errors only: who talks here should see their own terminal.
    onLog: ({ functionName, stream, line }) => {
      if (stream === 'stderr') console.error(`[${functionName}] ${line}`);
    },
  });
  starting = false;
  const removeRunFile = writeRunFile(distDirectory, server);
  stop = () => {
    stop = () => process.exit(1); // whoever presses Ctrl-C twice has waited long enough
    setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
    removeRunFile();
    void server.close().then(() => process.exit(0));
  };
  console.log(network ? networkWelcome(server, network) : welcome(server.origin));
  console.log(`  ${keeping(flags)} Ctrl-C stops.\n`);
  if (flags.open) openBrowser(server.origin);
}

/** Whoever installed a package need not be the one who runs it, and may write where they may not. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'audio-rooms-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const welcome = (url: string): string => `
  Audio Rooms is at ${url}

  Open it and create a room. Go on stage, then open the room's link in a second tab: it hears you.`;

const keeping = ({ dataDirectory }: Flags): string =>
  dataDirectory === undefined
    ? 'Rooms are in memory and end with this process; keep them with --data DIR.'
    : `Rooms are kept in ${join(dataDirectory, '/')}.`;

/** The browser is a courtesy: where there is none, the address has been printed. */
function openBrowser(url: string): void {
  const commands: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '', url],
  };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
