import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, randomUUID, sign, verify } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { GenerateDataKeyPairCommand, KMSClient, NotFoundException } from '@aws-sdk/client-kms';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { isRemote, openTarget, type ContractTarget } from './contract-target.ts';

describe(`the services of the key pair (${isRemote ? 'AWS' : 'embedded'})`, () => {
  let target: ContractTarget;
  let kms: KMSClient;
  let secrets: SecretsManagerClient;
  let ssm: SSMClient;

  const put = (
    value: string,
    more: { ClientRequestToken?: string; VersionStages?: string[] } = {},
  ) =>
    secrets.send(
      new PutSecretValueCommand({ SecretId: target.secret, SecretString: value, ...more }),
    );
  const get = (VersionStage?: string) =>
    secrets.send(new GetSecretValueCommand({ SecretId: target.secret, VersionStage }));

  before(async () => {
    target = await openTarget();
    kms = new KMSClient(target.client);
    secrets = new SecretsManagerClient(target.client);
    ssm = new SSMClient(target.client);
  });
  after(async () => {
    for (const client of [kms, secrets, ssm]) client.destroy();
    await target.close();
  });

  describe('KMS', () => {
    it('generates a P-384 key pair whose halves match', async () => {
      const pair = await kms.send(
        new GenerateDataKeyPairCommand({ KeyId: target.key, KeyPairSpec: 'ECC_NIST_P384' }),
      );
      assert.ok(pair.PrivateKeyPlaintext && pair.PublicKey && pair.PrivateKeyCiphertextBlob);
      assert.match(pair.KeyId ?? '', /^arn:aws:kms:/);
      const privateKey = createPrivateKey({
        key: Buffer.from(pair.PrivateKeyPlaintext),
        format: 'der',
        type: 'pkcs8',
      });
      const publicKey = createPublicKey({
        key: Buffer.from(pair.PublicKey),
        format: 'der',
        type: 'spki',
      });
      assert.equal(publicKey.asymmetricKeyDetails?.namedCurve, 'secp384r1');
      const text = Buffer.from('signed');
      assert.ok(verify('sha384', text, publicKey, sign('sha384', text, privateKey)));
    });

    it('refuses unknown keys', async () => {
      const KeyId = randomUUID();
      const call = kms.send(
        new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P384' }),
      );
      await assert.rejects(call, NotFoundException);
    });
  });

  describe('Secrets Manager', () => {
    it('makes a new value the current one and its predecessor the previous one', async () => {
      const first = await put('{"value":1}');
      assert.deepEqual(first.VersionStages, ['AWSCURRENT']);
      const second = await put('{"value":2}');
      const current = await get();
      assert.equal(current.SecretString, '{"value":2}');
      assert.equal(current.VersionId, second.VersionId);
      assert.ok(current.CreatedDate instanceof Date);
      const previous = await get('AWSPREVIOUS');
      assert.equal(previous.VersionId, first.VersionId);
    });

    it('treats a repeated request as one', async () => {
      const ClientRequestToken = randomUUID();
      const first = await put('once', { ClientRequestToken });
      assert.equal(first.VersionId, ClientRequestToken);
      const again = await put('once', { ClientRequestToken });
      assert.equal(again.VersionId, ClientRequestToken);
      await assert.rejects(put('other', { ClientRequestToken }), ResourceExistsException);
      assert.equal((await get()).SecretString, 'once');
    });

    it('does not change the current value if a version gets another label', async () => {
      await put('current');
      const pending = await put('pending', { VersionStages: ['AWSPENDING'] });
      assert.equal((await get()).SecretString, 'current');
      const byId = await secrets.send(
        new GetSecretValueCommand({ SecretId: target.secret, VersionId: pending.VersionId }),
      );
      assert.equal(byId.SecretString, 'pending');
    });

    it('refuses unknown secrets, versions and labels', async () => {
      const SecretId = `no-such-secret-${randomUUID()}`;
      const calls = [
        secrets.send(new GetSecretValueCommand({ SecretId })),
        secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'x' })),
        secrets.send(
          new GetSecretValueCommand({ SecretId: target.secret, VersionId: randomUUID() }),
        ),
        get('NOSUCHLABEL'),
      ];
      for (const call of calls) await assert.rejects(call, ResourceNotFoundException);
    });
  });

  describe('SSM', () => {
    const read = () => ssm.send(new GetParameterCommand({ Name: target.parameter }));

    it('stores a parameter, with an increasing version', async () => {
      const write = (Value: string) =>
        ssm.send(
          new PutParameterCommand({
            Name: target.parameter,
            Value,
            Type: 'String',
            Overwrite: true,
          }),
        );
      const first = await write('one');
      const second = await write('two');
      assert.equal(second.Version, (first.Version ?? 0) + 1);
      const { Parameter } = await read();
      assert.equal(Parameter?.Value, 'two');
      assert.equal(Parameter.Type, 'String');
      assert.equal(Parameter.Version, second.Version);
      assert.ok(Parameter.LastModifiedDate instanceof Date);
    });

    it('overwrites a parameter only if told to', async () => {
      const call = ssm.send(
        new PutParameterCommand({ Name: target.parameter, Value: 'three', Type: 'String' }),
      );
      await assert.rejects(call, ParameterAlreadyExists);
      assert.equal((await read()).Parameter?.Value, 'two');
    });

    it('refuses unknown parameters', async () => {
      const call = ssm.send(new GetParameterCommand({ Name: `/no/such/${randomUUID()}` }));
      await assert.rejects(call, ParameterNotFound);
    });
  });
});
