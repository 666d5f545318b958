import { randomInt } from 'node:crypto';
import { ACCOUNT, REGION } from '../deployment.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Twelve letters and digits, as IVS makes them: 71 random bits. */
function randomId(): string {
  return Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

export function newArn(kind: 'stage' | 'public-key'): { arn: string; id: string } {
  const id = randomId();
  return { arn: `arn:aws:ivs:${REGION}:${ACCOUNT}:${kind}/${id}`, id };
}
