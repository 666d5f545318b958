import { sign, type KeyObject } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;

export const encode = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

type Signer = (input: string) => Buffer;

/** Makes a JWT without a library, since libraries refuse to make invalid ones. */
export function forge(header: object, claims: object, signer?: Signer): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${signer?.(input).toString('base64url') ?? ''}`;
}

/** JWS requires the signature format `ieee-p1363` (r and s side by side); most libraries default to `der`. */
export const ecdsa =
  (key: KeyObject, hash = 'sha384', dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363'): Signer =>
  (input) =>
    sign(hash, Buffer.from(input), { key, dsaEncoding });
