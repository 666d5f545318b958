import { KeyPair } from '../../../../src/backend/keys/key-pair.ts';
import { keyPairLock, type KeyPairSecret } from '../../../../src/backend/keys/key-pair-secret.ts';
import { KeyRotation } from '../../../../src/backend/keys/key-rotation.ts';
import { KeyStore } from '../../../../src/backend/keys/key-store.ts';
import { KeySweep } from '../../../../src/backend/keys/key-sweep.ts';
import { ParticipantTokens } from '../../../../src/backend/people/participant-tokens.ts';
import { PublicKeys } from '../../../../src/backend/keys/public-keys.ts';
import type { TestCloud } from './cloud.ts';

/** Everything about keys, on one clock that tests move. */
export function keysOf(cloud: TestCloud) {
  const time = { now: Date.UTC(2026, 10, 22, 12) };
  const now = () => time.now;
  const { keyPairSecret: secretId, publicKeyParameter: parameter, dataKeyId } = cloud.names;
  const store = new KeyStore(cloud, { secretId, parameter, dataKeyId });
  const publicKeys = new PublicKeys(cloud.ivs, cloud.names.deployment);
  const lock = () => keyPairLock(cloud.dynamodb, cloud.names.table, now);
  const newKeyPair = () => new KeyPair(cloud.secrets, secretId, now);
  return {
    time,
    store,
    publicKeys,
    rotation: new KeyRotation(store, publicKeys, lock(), {
      now,
      sleep: (milliseconds) => {
        time.now += milliseconds;
        return Promise.resolve();
      },
    }),
    sweep: new KeySweep(cloud.secrets, secretId, publicKeys, lock()),
    /** The token signer of another execution environment. */
    newEnvironment: () => new ParticipantTokens(newKeyPair(), now),
    newKeyPair,
    secret: () => store.read(),
    /** ARNs of our public keys that IVS has. */
    imported: async () =>
      (await publicKeys.list()).filter(({ ours }) => ours).map(({ arn }) => arn),
    published: () => cloud.state.parameters.get(parameter)?.value,
    async removeAll() {
      for (const { arn } of await publicKeys.list()) await publicKeys.delete(arn);
      cloud.state.secrets.set(secretId, emptied(cloud, secretId));
      cloud.state.parameters.delete(parameter);
      await cloud.deleteRoom('lock:key-pair');
    },
  };
}

export type TestKeys = ReturnType<typeof keysOf>;

function emptied(cloud: TestCloud, name: string) {
  const secret = cloud.state.secrets.get(name);
  if (!secret) throw new Error(`There is no secret ${name}.`);
  return { ...secret, versions: [] };
}

/** The ARN of the public key in a secret. */
export const arnOf = (secret: KeyPairSecret | undefined): string => secret?.publicKeyArn ?? '';
