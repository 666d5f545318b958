import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { HOST_KEY_PATTERN } from '../../api/limits.ts';
import { ProblemError } from '../http/problem-errors.ts';

const HOST_KEY = new RegExp(`^${HOST_KEY_PATTERN}$`);

/** @returns a new host key of 256 random bits, and the hash that a record keeps of it. */
export function newHostKey(): { readonly hostKey: string; readonly hostKeyHash: string } {
  const hostKey = randomBytes(32).toString('base64url');
  return { hostKey, hostKeyHash: hostKeyHashOf(hostKey) };
}

/** The hash that a record keeps of a host key. */
export const hostKeyHashOf = (hostKey: string): string => hashOf(hostKey).toString('base64url');

/** Whether a bearer has the form of a host key, which no token has. */
export const isHostKeyLike = (bearer: string | undefined): boolean => HOST_KEY.test(bearer ?? '');

/** @throws ProblemError `NOT_HOST` unless this is the room's host key. */
export function requireHostKey(
  { hostKeyHash }: { readonly hostKeyHash: string },
  hostKey: string | undefined,
): void {
  if (hostKey === undefined || !isHostKey(hostKeyHash, hostKey)) throw notHost();
}

/** Whether a room with this hash has this host key. */
export function isHostKey(hash: string, hostKey: string): boolean {
  if (!HOST_KEY.test(hostKey)) return false;
  const known = Buffer.from(hash, 'base64url');
  const given = hashOf(hostKey);
  return known.length === given.length && timingSafeEqual(known, given);
}

const hashOf = (hostKey: string): Buffer => createHash('sha256').update(hostKey).digest();

const notHost = (): ProblemError =>
  new ProblemError(
    'NOT_HOST',
    'Send the host key of this room as Authorization: Bearer. A new host link makes the ones before worthless.',
  );
