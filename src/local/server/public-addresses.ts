import { StartError } from '../shared/start-error.ts';

/**
 * Reads the flags that name further addresses of a server.
 * @param names - Of `--allow-host`: hosts with or without a port, or whole addresses, of which the host counts.
 * @param url - Of `--public-url`.
 * @throws {StartError} If one is not an address.
 */
export function parseAddresses(
  names: readonly string[],
  url: string | undefined,
): { allowedHosts: readonly string[]; publicOrigin?: string } {
  const allowedHosts = names.map((name) => {
    const { host } = parse('--allow-host', name.includes('://') ? name : `http://${name}`);
    return host;
  });
  if (url === undefined) return { allowedHosts };
  const { protocol, origin } = parse('--public-url', url);
  if (protocol !== 'http:' && protocol !== 'https:') throw notAnAddress('--public-url', url);
  return { allowedHosts, publicOrigin: origin };
}

function parse(flag: string, address: string): URL {
  if (!URL.canParse(address)) throw notAnAddress(flag, address);
  const url = new URL(address);
  if (url.host === '' || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw notAnAddress(flag, address);
  }
  return url;
}

const notAnAddress = (flag: string, address: string) =>
  new StartError(
    flag === '--public-url'
      ? `--public-url must be an address without a path, such as https://rooms.example, and not "${address}".`
      : `--allow-host must be a host, such as rooms.example or rooms.example:3000, and not "${address.replace(/^http:\/\//, '')}".`,
  );
