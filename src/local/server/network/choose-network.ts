import { join } from 'node:path';
import { isatty } from 'node:tty';
import { networkAddresses, type NetworkAddress } from '../../shared/network-addresses.ts';
import { StartError } from '../../shared/start-error.ts';
import type { LocalServer } from '../local-server.ts';
import type { Certificate } from './certificate.ts';
import { certificateDirectory, fingerprintOf, keptCertificate } from './kept-certificate.ts';
import { qrCodeText } from './qr-code.ts';
import { CERTIFICATE_PATH } from './start-page.ts';

export interface NetworkFlags {
  /** The address that was asked for; the best one if absent. */
  readonly host?: string;
  readonly dataDirectory?: string;
  readonly allowedHosts: readonly string[];
  readonly publicOrigin?: string;
}

/** Where a server is in a network. */
export interface Network {
  readonly host: string;
  readonly certificate: Certificate;
  /** The other addresses of this machine. */
  readonly others: readonly NetworkAddress[];
}

/**
 * Chooses the address at which others in the network reach this machine, and gets a certificate for it.
 * @throws {StartError} If there is no network, or the address that was asked for is not one of this machine on a network.
 */
export async function chooseNetwork(
  { host, dataDirectory, allowedHosts, publicOrigin }: NetworkFlags,
  addresses: readonly NetworkAddress[] = networkAddresses(),
): Promise<Network> {
  const chosen = host ?? addresses[0]?.address;
  if (chosen === undefined) {
    throw new StartError(
      'This machine is in no network. Connect it to Wi-Fi or a cable, then again: npm start -- --lan. For this machine alone: npm start',
    );
  }
  if (!addresses.some(({ address }) => address === chosen)) {
    const own = addresses.length === 0 ? 'it is in no network' : `it has ${listed(addresses)}`;
    throw new StartError(
      `${chosen} is not an address of this machine in a network: ${own}. Try: npm start -- --lan`,
    );
  }
  const known = [
    ...allowedHosts.map((name) => `https://${name}`),
    ...(publicOrigin ? [publicOrigin] : []),
  ];
  const names = new Set(['localhost', '127.0.0.1', '::1', ...known.map(hostnameOf)]);
  names.delete(chosen);
  const directory = dataDirectory ? join(dataDirectory, 'certificates') : certificateDirectory();
  return {
    host: chosen,
    certificate: await keptCertificate(directory, [chosen, ...names]),
    others: addresses.filter(({ address }) => address !== chosen),
  };
}

/** What whoever started the server reads: how a phone gets in, who else does, and what to do if it does not. */
export function networkWelcome(
  { origin, port, account }: Pick<LocalServer, 'origin' | 'port' | 'account'>,
  { certificate, others }: Network,
  colours = isatty(process.stdout.fd) && !process.env['NO_COLOR'],
): string {
  const { mediaPort } = account.stageServer;
  const code = qrCodeText(origin, colours).replaceAll(/^/gm, '  ');
  const more =
    others.length === 0
      ? ''
      : `
  This machine is also at ${listed(others)}. To be there instead: npm start -- --lan --host ${others[0]?.address}
`;
  return `
  Audio Rooms is at ${origin}, for everybody in this network

${code}

  Scan the code with a phone in the same network, and open the page here, too. Each browser warns once, because this
  machine signed the certificate itself: choose "Advanced" or "Show details", and go on to the page.
  The certificate's SHA-256 begins with ${fingerprintOf(certificate).slice(0, 23)}.

  iPhone or iPad: rooms open after it trusts ${origin}${CERTIFICATE_PATH}. Install that in Settings,
  then turn it on under General, About, Certificate Trust Settings. Trusting it trusts this one server.

  Nothing opens on the phone: let Node.js through this machine's firewall (TCP ${port}, ${udpPorts(mediaPort, port)}), and use a network
  that lets devices talk to each other; those for guests often don't.
${more}
  Everybody in this network can open the page and create rooms. They need a room's link to enter it.`;
}

const udpPorts = (media: number, port: number): string =>
  media === port ? `UDP ${media} and ${media + 1}` : 'UDP';

const listed = (addresses: readonly NetworkAddress[]): string =>
  addresses.map(({ address, name }) => `${address} (${name})`).join(', ');

const hostnameOf = (url: string): string => new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
