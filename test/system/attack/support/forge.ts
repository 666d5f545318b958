import { sign, type KeyObject } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;

export const encode = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

type Signer = (input: string) => Buffer;

/** A JWT made by hand, as libraries refuse to make these. */
export function forge(header: object, claims: object, signer?: Signer): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${signer?.(input).toString('base64url') ?? ''}`;
}

/** JWS wants r and s side by side (`ieee-p1363`); `der` is what most libraries make unless told otherwise. */
export const ecdsa =
  (key: KeyObject, hash = 'sha384', dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363'): Signer =>
  (input) =>
    sign(hash, Buffer.from(input), { key, dsaEncoding });
