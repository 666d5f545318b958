import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import jwt from 'jsonwebtoken';
import { resources } from '../../../src/local/shared/local-deployment.ts';
import type { LocalServer } from '../../../src/local/server/local-server.ts';

/** Makes tokens as the backend does, and forgeries of them. */
export class TokenForge {
  readonly #privateKey: KeyObject;
  readonly keyId: string;

  private constructor(privateKey: KeyObject, keyId: string) {
    this.#privateKey = privateKey;
    this.keyId = keyId;
  }

  /** Reads the deployment's signing key, which only its handlers may read. */
  static async open(server: LocalServer): Promise<TokenForge> {
    const { credentials, endpoint } = server;
    const client = new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials });
    const { SecretString = '' } = await client.send(
      new GetSecretValueCommand({ SecretId: resources.keyPairSecret }),
    );
    client.destroy();
    const { privateKey, publicKeyArn } = JSON.parse(SecretString) as Record<
      'privateKey' | 'publicKeyArn',
      string
    >;
    return new TokenForge(createPrivateKey(privateKey), publicKeyArn);
  }

  /** Changes claims of a token, and signs it again with the deployment's key. */
  resign(token: string, changes: Readonly<Record<string, unknown>>): string {
    return this.#sign({ ...claimsOf(token), ...changes }, this.#privateKey, this.keyId);
  }

  /** Signs the same claims with another key. */
  signWithOwnKey(token: string, keyId = this.keyId): string {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    return this.#sign(claimsOf(token), privateKey, keyId);
  }

  /** Changes claims, and keeps the old signature. */
  tamper(token: string, changes: Readonly<Record<string, unknown>>): string {
    const [header, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ ...claimsOf(token), ...changes }));
    return [header, claims.toString('base64url'), signature].join('.');
  }

  /** Removes the signature, with a header that names none. */
  unsign(token: string): string {
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT', kid: this.keyId }));
    return [header.toString('base64url'), token.split('.')[1], ''].join('.');
  }

  #sign(claims: object, key: KeyObject, keyid: string): string {
    return jwt.sign(claims, key, { algorithm: 'ES384', keyid });
  }
}

export const claimsOf = (token: string): Record<string, unknown> =>
  jwt.decode(token) as Record<string, unknown>;
