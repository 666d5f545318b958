import { GenerateDataKeyPairCommand, type KMSClient } from '@aws-sdk/client-kms';
import { PutSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readKeyPairSecret, type KeyPairSecret } from './key-pair-secret.ts';

export interface KeyStoreNames {
  readonly secretId: string;
  readonly parameter: string;
  readonly dataKeyId: string;
}

export interface KeyStoreClients {
  readonly kms: KMSClient;
  readonly secrets: SecretsManagerClient;
  readonly ssm: SSMClient;
}

/** Generates key pairs, and stores the current one. */
export class KeyStore {
  readonly #clients: KeyStoreClients;
  readonly #names: KeyStoreNames;

  constructor(clients: KeyStoreClients, names: KeyStoreNames) {
    this.#clients = clients;
    this.#names = names;
  }

  /** @returns a new P-384 key pair from KMS, both halves as PEM. IVS accepts no other curve. */
  async generate(): Promise<{ privateKey: string; publicKey: string }> {
    const answer = await this.#clients.kms.send(
      new GenerateDataKeyPairCommand({
        KeyId: this.#names.dataKeyId,
        KeyPairSpec: 'ECC_NIST_P384',
      }),
    );
    const der = answer.PrivateKeyPlaintext;
    if (!der) throw new Error('GenerateDataKeyPair answered without a private key.');
    const privateKey = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    return { privateKey: pem, publicKey: publicKeyOf(pem) };
  }

  read(): Promise<KeyPairSecret | undefined> {
    return readKeyPairSecret(this.#clients.secrets, this.#names.secretId);
  }

  async write(secret: KeyPairSecret): Promise<void> {
    await this.#clients.secrets.send(
      new PutSecretValueCommand({
        SecretId: this.#names.secretId,
        SecretString: JSON.stringify(secret),
      }),
    );
  }

  /** Writes the ARN of the current key to Parameter Store, for operators and their scripts; no function reads it. */
  async publish(publicKeyArn: string): Promise<void> {
    if ((await this.#published()) === publicKeyArn) return;
    await this.#clients.ssm.send(
      new PutParameterCommand({
        Name: this.#names.parameter,
        Value: publicKeyArn,
        Type: 'String',
        Overwrite: true,
      }),
    );
  }

  async #published(): Promise<string | undefined> {
    try {
      const Name = this.#names.parameter;
      const { Parameter } = await this.#clients.ssm.send(new GetParameterCommand({ Name }));
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  }
}

/** @returns the public half of a private key as PEM. */
export function publicKeyOf(privateKey: string): string {
  return createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString();
}
