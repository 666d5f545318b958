import { isIP } from 'node:net';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * The Host headers that are meant for this machine. A page elsewhere whose name has been pointed at it (DNS rebinding)
 * sends another one.
 * @returns undefined where everybody may come in, which is what binding to another address asks for.
 */
export function ownHosts(
  host: string,
  port: number,
  more: readonly string[],
): readonly string[] | undefined {
  if (!isLoopback(host)) return undefined;
  const names = [...new Set([...LOOPBACK_NAMES, host])];
  // Port 80 goes without saying.
  const withPort = names.map((name) => (port === 80 ? name : `${name}:${port}`));
  return [...withPort, ...more];
}

/**
 * Says whether a page of an origin may join a stage: one that is served here or elsewhere on this machine, as a page
 * that embeds a room often is while it is made.
 */
export function originCheck(hosts: readonly string[]): (origin: string) => boolean {
  return (origin) => {
    if (!URL.canParse(origin)) return false; // "null", as a page in a sandbox says
    const { protocol, host, hostname } = new URL(origin);
    return protocol === 'http:' && (LOOPBACK_NAMES.includes(hostname) || hosts.includes(host));
  };
}
