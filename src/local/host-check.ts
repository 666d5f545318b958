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
