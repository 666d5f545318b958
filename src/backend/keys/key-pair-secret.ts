import type { KeyPairSecret } from './key-pair.ts';
import type { PublicKey, PublicKeys } from './public-keys.ts';

/** The public keys that tokens still need: the current one, and those that have not retired. */
export function neededKeys(secret: KeyPairSecret | undefined, now: number): Set<string> {
  if (!secret) return new Set();
  return new Set([
    secret.publicKeyArn,
    ...unretired(secret, now).map(({ publicKeyArn }) => publicKeyArn),
  ]);
}

export const unretired = ({ previous }: KeyPairSecret, now: number) =>
  previous.filter(({ retireAfter }) => Date.parse(retireAfter) > now);

/** Ours that nobody needs: they have retired, or a run that failed left them. */
export const unneeded = (keys: readonly PublicKey[], needed: ReadonlySet<string>): string[] =>
  keys.filter(({ arn, ours }) => ours && !needed.has(arn)).map(({ arn }) => arn);

/**
 * Removes our public keys that nobody needs. Only for who holds the lock: a rotation imports its key before it names it.
 * @returns their ARNs.
 */
export async function removeUnneeded(
  publicKeys: PublicKeys,
  needed: ReadonlySet<string>,
): Promise<string[]> {
  const arns = unneeded(await publicKeys.list(), needed);
  for (const arn of arns) await publicKeys.delete(arn);
  return arns;
}
