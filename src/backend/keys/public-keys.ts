import {
  DeletePublicKeyCommand,
  GetPublicKeyCommand,
  ImportPublicKeyCommand,
  type IVSRealTimeClient,
  ListPublicKeysCommand,
} from '@aws-sdk/client-ivs-realtime';
import { isNotFound } from '../aws/aws-errors.ts';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../functions.ts';

export interface PublicKey {
  readonly arn: string;
  /** Whether it is this deployment's. */
  readonly ours: boolean;
}

/** The public keys that IVS verifies tokens with. */
export class PublicKeys {
  readonly #client: IVSRealTimeClient;
  readonly #deployment: string;

  constructor(client: IVSRealTimeClient, deployment: string) {
    this.#client = client;
    this.#deployment = deployment;
  }

  /** All public keys of the account in the Region, including those of other applications. */
  async list(): Promise<PublicKey[]> {
    const keys: PublicKey[] = [];
    let nextToken: string | undefined;
    do {
      const answer = await this.#client.send(new ListPublicKeysCommand({ nextToken }));
      for (const { arn, tags } of answer.publicKeys ?? []) {
        if (arn) keys.push({ arn, ours: tags?.[DEPLOYMENT_TAG] === this.#deployment });
      }
      nextToken = answer.nextToken;
    } while (nextToken);
    return keys;
  }

  /** @returns the key as PEM; undefined if there is no key with this ARN. */
  async material(arn: string): Promise<string | undefined> {
    try {
      const { publicKey } = await this.#client.send(new GetPublicKeyCommand({ arn }));
      return publicKey?.publicKeyMaterial;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** @param createdAt - Epoch seconds. @returns the new key's ARN. */
  async import(publicKeyMaterial: string, createdAt: number): Promise<string> {
    const { publicKey } = await this.#client.send(
      new ImportPublicKeyCommand({
        // Unlike tags, the name is visible in the console's list; the time tells the two keys of a rotation apart.
        name: `audio-rooms-${this.#deployment}-${createdAt}`,
        publicKeyMaterial,
        tags: { [DEPLOYMENT_TAG]: this.#deployment, [CREATED_TAG]: String(createdAt) },
      }),
    );
    if (!publicKey?.arn) throw new Error('ImportPublicKey answered without an ARN.');
    return publicKey.arn;
  }

  /** Deletes a key, and with it the validity of its tokens. Does nothing if it is already gone. */
  async delete(arn: string): Promise<void> {
    try {
      await this.#client.send(new DeletePublicKeyCommand({ arn }));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  /**
   * Deletes this deployment's public keys that are not needed. Only for the holder of the lock, as a rotation imports its
   * key before the secret names it.
   * @returns their ARNs.
   */
  async deleteUnneeded(needed: ReadonlySet<string>): Promise<string[]> {
    const arns = unneeded(await this.list(), needed);
    for (const arn of arns) await this.delete(arn);
    return arns;
  }
}

/** This deployment's public keys that are not needed: they have retired, or a failed run left them behind. */
export const unneeded = (keys: readonly PublicKey[], needed: ReadonlySet<string>): string[] =>
  keys.filter(({ arn, ours }) => ours && !needed.has(arn)).map(({ arn }) => arn);
