import { randomBytes } from 'node:crypto';
import type { Offer } from './offer.ts';

/** A simulated bad network, for tests. Read when needed, so it may change. */
export interface Impairment {
  /** The share of packets to subscribers that are lost, 0 to 1. */
  lossRate: number;
  /** Each packet to subscribers is delayed by a random time of up to this many milliseconds. */
  jitterMs: number;
  /** Whether no packet passes between the server and connections that are made from now on, as behind a firewall without UDP. */
  udpBlocked?: boolean;
}

/** Removes the addresses from an offer, so that the server sends nothing to the client. */
export const withoutCandidates = (offer: Offer): Offer => ({
  ...offer,
  audioSdp: offer.audioSdp.replace(/a=candidate:.*\r?\n/g, ''),
});

/** Changes the user name in an answer. The library drops checks with unknown user names without an answer, as a firewall does. */
export const withUnknownUser = (answer: string): string =>
  answer.replace(/(?<=^a=ice-ufrag:).*(?=\r?$)/gm, randomBytes(6).toString('hex'));

/** Sends a packet late, out of order or not at all. */
export function sendBadly(
  { lossRate, jitterMs }: Impairment,
  packet: Buffer,
  send: (packet: Buffer) => void,
): void {
  if (Math.random() < lossRate) return;
  // Copied because the payload type in the original may be overwritten for the next subscriber.
  const copy = Buffer.from(packet);
  setTimeout(() => send(copy), Math.random() * jitterMs);
}
