import { isIP } from 'node:net';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * Lists the Host headers that name this machine. A page of another site that makes its own name resolve to this machine
 * (DNS rebinding) sends a different one.
 * @returns Undefined if any Host is accepted: the server listens on more than loopback, so that others can reach it.
 */
export function ownHosts(
  host: string,
  port: number,
  more: readonly string[],
): readonly string[] | undefined {
  if (!isLoopback(host)) return undefined;
  const names = [...new Set([...LOOPBACK_NAMES, host])];
  // Browsers leave out port 80.
  const withPort = names.map((name) => (port === 80 ? name : `${name}:${port}`));
  return [...withPort, ...more];
}

/**
 * Makes a check of whether a page may join a stage by its origin: it may if it is served by this server or by another one
 * on this machine, as pages that embed a room often are during development.
 */
export function originCheck(hosts: readonly string[]): (origin: string) => boolean {
  return (origin) => {
    if (!URL.canParse(origin)) return false; // "null": a sandboxed page
    const { protocol, host, hostname } = new URL(origin);
    return protocol === 'http:' && (LOOPBACK_NAMES.includes(hostname) || hosts.includes(host));
  };
}
