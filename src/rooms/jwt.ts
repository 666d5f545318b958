import { sign, verify, type KeyObject } from 'node:crypto';

// JWTs of the one kind that IVS takes, ES384, by Node's own crypto: a library for all kinds is 60 KB of each bundle that
// a cold start reads. Other libraries check what comes of it: the stage server's, and the tests'.

const ALGORITHM = 'ES384';

// JWS has both numbers of a signature as they are, 96 bytes; Node's default is DER.
const dsaEncoding = 'ieee-p1363';

// A signature has exactly 96 bytes; decoders overlook what is left over behind them.
const ES384_JWT = /^([\w-]+)\.([\w-]+)\.([\w-]{128})$/;

export type Claims = Readonly<Record<string, unknown>>;

export function signJwt(claims: Claims, key: KeyObject, keyId: string): string {
  const text = `${encode({ alg: ALGORITHM, typ: 'JWT', kid: keyId })}.${encode(claims)}`;
  const signature = sign('sha384', Buffer.from(text), { key, dsaEncoding });
  return `${text}.${signature.toString('base64url')}`;
}

/**
 * The claims of a token that one of these keys has signed and whose time is not over.
 * @param keys - By key id. @param now - Seconds since 1970.
 * @throws Error if it is anything else.
 */
export function verifyJwt(
  token: string,
  keys: ReadonlyMap<string, KeyObject>,
  now: number,
): Claims {
  const [, header, payload, signature] = ES384_JWT.exec(token) ?? [];
  if (!header || !payload || !signature) throw new Error('It is no JWT with an ES384 signature.');
  const { alg, kid } = decode(header);
  const key = typeof kid === 'string' ? keys.get(kid) : undefined;
  if (alg !== ALGORITHM || !key) throw new Error('The token names no key of ours.');
  const signed = Buffer.from(`${header}.${payload}`);
  const bytes = Buffer.from(signature, 'base64url');
  if (!verify('sha384', signed, { key, dsaEncoding }, bytes)) throw new Error('It is not signed.');
  const claims = decode(payload);
  if (typeof claims['exp'] !== 'number' || claims['exp'] <= now) throw new Error('It has expired.');
  return claims;
}

const encode = (value: Claims): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(part: string): Claims {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
  if (typeof value !== 'object' || value === null) throw new Error('It holds no object.');
  return value as Claims;
}
