import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import './support/silence.ts';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { log } from '../../../src/backend/aws/log.ts';
import { LockedError } from '../../../src/backend/aws/table-lock.ts';
import { KeySweep } from '../../../src/backend/keys/key-sweep.ts';
import { PublicKeys } from '../../../src/backend/keys/public-keys.ts';
import { awsError } from './support/aws-error.ts';

describe('the sweep of keys', () => {
  const region = { region: 'us-east-1' };
  const failingWith = (error: Error) =>
    new KeySweep(
      new SecretsManagerClient(region),
      'secret',
      new PublicKeys(new IVSRealTimeClient(region), 'test'),
      { hold: () => Promise.reject(error) },
    );

  it('never fails, and logs a bug as an error and a failure of AWS as a warning', async (test) => {
    const error = test.mock.method(log, 'error');
    const warn = test.mock.method(log, 'warn');
    for (const failure of [awsError('ThrottlingException'), new LockedError('Held.')]) {
      assert.deepEqual(await failingWith(failure).run(), {
        deletedKeys: 0,
        keyAgeDays: undefined,
      });
    }
    assert.deepEqual([error.mock.callCount(), warn.mock.callCount()], [0, 2]);
    await failingWith(new TypeError('x is undefined')).run();
    assert.deepEqual([error.mock.callCount(), warn.mock.callCount()], [1, 2]);
  });
});
