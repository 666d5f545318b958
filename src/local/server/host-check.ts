import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** Whether a host stands for every address of this machine. */
export const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';

export interface HostCheckOptions {
  /** The address that the server listens on, or `localhost`. */
  readonly host: string;
  readonly port: number;
  /** Whether it speaks HTTPS. */
  readonly secure?: boolean;
  /** Further names, with their port unless it is the scheme's usual one: `rooms.test:3000`, `abc.tunnel.example`. */
  readonly allowed: readonly string[];
}

/**
 * Decides which Host headers a server answers, and whose pages may use its API and its stages. One rule for both: this
 * machine's own names, and those that whoever started the server has allowed.
 */
export class HostCheck {
  readonly #port: number;
  readonly #scheme: 'http' | 'https';
  readonly #allowed: readonly string[];
  readonly #addresses: readonly string[];

  constructor({ host, port, allowed, secure = false }: HostCheckOptions) {
    this.#port = port;
    this.#scheme = secure ? 'https' : 'http';
    this.#allowed = allowed.map((name) => name.toLowerCase());
    this.#addresses = isWildcard(host) ? ownAddresses() : [bracketed(host)];
  }

  /**
   * Whether a Host header names this server. A page of another site that makes its own name resolve to this machine (DNS
   * rebinding) sends a different one. A name without a rule of its own needs the right port as well.
   */
  isOwnHost(header: string): boolean {
    const wanted = header.toLowerCase();
    if (this.#allowed.includes(wanted)) return true;
    const url = `${this.#scheme}://${wanted}`;
    if (!URL.canParse(url)) return false;
    const { host, hostname, port } = new URL(url);
    const usual = this.#scheme === 'https' ? 443 : 80;
    // They differ if the header has more than a host and a port, or an address in an unusual form.
    return host === wanted && Number(port || usual) === this.#port && this.#isOwnName(hostname);
  }

  /**
   * Whether pages of an origin may use the API and join stages: those that this server serves, those of other servers on
   * this machine, as pages that embed a room often are during development, and those that were allowed.
   */
  allowsOrigin(origin: string): boolean {
    if (!URL.canParse(origin)) return false; // "null": a sandboxed page, or a file
    const { protocol, host, hostname } = new URL(origin);
    if (protocol !== 'http:' && protocol !== 'https:') return false;
    return this.#isOwnName(hostname) || this.#allowed.includes(host);
  }

  #isOwnName(hostname: string): boolean {
    return isLocalName(hostname) || this.#addresses.includes(hostname);
  }
}

/** Whether a Host header is a name of loopback. */
export const isLoopbackHost = (header = ''): boolean =>
  URL.canParse(`http://${header}`) && isLocalName(new URL(`http://${header}`).hostname);

/** Names that never leave this machine. Browsers resolve `*.localhost` themselves, and nobody can register one. */
const isLocalName = (hostname: string): boolean =>
  hostname.endsWith('.localhost') || hostname === '[::1]' || isLoopback(hostname);

const bracketed = (address: string): string => (isIP(address) === 6 ? `[${address}]` : address);

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((entries = []) =>
    entries.map(({ address }) => bracketed(address)),
  );

/** What a person who opens the server under another name reads: why it does not answer, and what to do. */
export function refusedHost(header: string | undefined): string {
  const name = /^[a-z\d.:[\]-]{1,255}$/i.exec(header ?? '')?.[0].toLowerCase();
  if (name === undefined) return 'This request names no host that is served here.\n';
  return `This server was not started for ${name}, so it does not answer there.

Stop it, and start it again with one of these:

  npm start -- --allow-host ${name}
      if ${name} is another name of the machine that you browse on
  npm start -- --public-url https://${name}
      if it is the address of a tunnel or proxy, which other devices open as well
`;
}

/** What the API answers to a page that may not use it. */
export function refusedOrigin(origin: string): string {
  if (!URL.canParse(origin)) {
    return 'Pages from files and sandboxed frames have no address that could be allowed. Serve the page over HTTP.';
  }
  const { origin: address, host } = new URL(origin);
  return `Pages of ${address} may not use this server. Start it with --allow-host ${host}, or with --public-url ${address} if it is reached through that address.`;
}
