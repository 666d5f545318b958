import {
  DeletePublicKeyCommand,
  GetPublicKeyCommand,
  ImportPublicKeyCommand,
  type IVSRealTimeClient,
  ListPublicKeysCommand,
} from '@aws-sdk/client-ivs-realtime';
import { isNotFound } from '../problem-errors.ts';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../aws/tags.ts';

/** IVS allows this many in a Region, for all of the account's applications; it can't be raised. */
export const MAX_PUBLIC_KEYS = 3;

export interface PublicKey {
  readonly arn: string;
  /** Of this deployment. */
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

  /** PEM of a key; undefined if there is none of this ARN. */
  async material(arn: string): Promise<string | undefined> {
    try {
      const { publicKey } = await this.#client.send(new GetPublicKeyCommand({ arn }));
      return publicKey?.publicKeyMaterial;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** @returns the new key's ARN. */
  async import(publicKeyMaterial: string, createdAt: number): Promise<string> {
    const { publicKey } = await this.#client.send(
      new ImportPublicKeyCommand({
        // Unlike tags, the name is seen in the console's list; the time tells two keys of a rotation apart.
        name: `audio-rooms-${this.#deployment}-${createdAt}`,
        publicKeyMaterial,
        tags: { [DEPLOYMENT_TAG]: this.#deployment, [CREATED_TAG]: String(createdAt) },
      }),
    );
    if (!publicKey?.arn) throw new Error('ImportPublicKey answered without an ARN.');
    return publicKey.arn;
  }

  /** Removes a key: its tokens join no more. One that is gone already is fine. */
  async delete(arn: string): Promise<void> {
    try {
      await this.#client.send(new DeletePublicKeyCommand({ arn }));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
