import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { ImportPublicKeyCommand } from '@aws-sdk/client-ivs-realtime';
import { KeyQuotaError } from '../../../src/backend/keys/key-rotation.ts';
import { publicKeyOf } from '../../../src/backend/keys/key-store.ts';
import { log } from '../../../src/backend/aws/log.ts';
import { LockedError } from '../../../src/backend/aws/table-lock.ts';
import { openCloud, type TestCloud } from './support/cloud.ts';
import { Crash } from './support/faults.ts';
import { arnOf, keysOf, type TestKeys } from './support/keys.ts';

const MINUTE = 60_000;

describe('the key pair', () => {
  let cloud: TestCloud;
  let keys: TestKeys;

  before(async () => {
    cloud = await openCloud();
  });
  beforeEach(async () => {
    keys = keysOf(cloud);
    await keys.removeAll();
  });
  afterEach(() => cloud.faults.reset());
  after(() => cloud.close());

  /** Asserts that IVS has the public half of the key that signs, so that joins work. */
  const assertWorks = async () => {
    const secret = await keys.secret();
    assert.ok(secret, 'there is no key pair');
    const material = await keys.publicKeys.material(secret.publicKeyArn);
    assert.equal(material?.trim(), publicKeyOf(secret.privateKey).trim());
    return secret;
  };
  const importForeign = () =>
    cloud.ivs.send(
      new ImportPublicKeyCommand({
        publicKeyMaterial: generateKeyPairSync('ec', { namedCurve: 'P-384' })
          .publicKey.export({ format: 'pem', type: 'spki' })
          .toString(),
      }),
    );

  it('is created by the first deploy only', async () => {
    const first = await keys.rotation.ensure();
    assert.equal(first.created, true);
    const secret = await assertWorks();
    assert.equal(keys.published(), secret.publicKeyArn);
    const second = await keys.rotation.ensure();
    assert.deepEqual(second, { ...first, created: false });
    assert.deepEqual(await keys.imported(), [secret.publicKeyArn]);
  });

  describe('is created by a function whose role is new', () => {
    const denyUntil = (time: number, ...commands: string[]) =>
      cloud.faults.before((command) => {
        if (keys.time.now >= time || !commands.includes(command)) return;
        throw Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
      });

    for (const command of ['PutItem', 'GetSecretValue', 'GenerateDataKeyPair', 'PutParameter']) {
      it(`and may use ${command} only after half a minute`, async () => {
        const start = keys.time.now;
        denyUntil(start + 30_000, command);
        await keys.rotation.ensure();
        assert.ok(keys.time.now >= start + 30_000 && keys.time.now < start + 60_000);
        assert.deepEqual(await keys.imported(), [(await assertWorks()).publicKeyArn]);
      });
    }

    it('but not if its permissions are really missing', async () => {
      denyUntil(Infinity, 'GenerateDataKeyPair');
      const start = keys.time.now;
      await assert.rejects(keys.rotation.ensure(), { name: 'AccessDeniedException' });
      assert.ok(keys.time.now <= start + 65_000, 'before the timeout of the function');
      assert.deepEqual(await keys.imported(), []);
    });
  });

  it('is replaced by a deploy that finds it broken', async (test) => {
    const warn = test.mock.method(log, 'warn');
    await keys.rotation.ensure();
    await keys.publicKeys.delete(arnOf(await keys.secret()));
    assert.equal((await keys.rotation.ensure()).created, true);
    await assertWorks();
    await cloud.putSecret('not a key pair');
    assert.equal((await keys.rotation.ensure()).created, true);
    assert.deepEqual(warn.mock.calls[0]?.arguments, ['The secret is not a key pair']);
    assert.deepEqual(await keys.imported(), [(await assertWorks()).publicKeyArn]);
  });

  it('keeps the old public key until its last token has expired', async () => {
    await keys.rotation.ensure();
    const old = arnOf(await keys.secret());
    const { publicKeyArn } = await keys.rotation.rotate();
    assert.notEqual(publicKeyArn, old);
    assert.deepEqual((await keys.imported()).sort(), [old, publicKeyArn].sort());
    await keys.sweep.run(keys.time.now + 61 * MINUTE);
    assert.equal((await keys.imported()).length, 2);
    assert.equal((await keys.sweep.run(keys.time.now + 62 * MINUTE)).deletedKeys, 1);
    assert.deepEqual(await keys.imported(), [publicKeyArn]);
  });

  it('is not rotated, and nothing is changed, if IVS has no space for another key', async () => {
    await keys.rotation.ensure();
    await keys.rotation.rotate();
    await importForeign();
    const before = [await keys.secret(), await keys.imported(), keys.published()];
    await assert.rejects(keys.rotation.rotate(), (error: Error) => {
      assert.ok(error instanceof KeyQuotaError);
      assert.match(
        error.message,
        /can be deleted after 2026-11-22T13:01:30\.000Z.*Nothing was changed/,
      );
      return true;
    });
    assert.deepEqual([await keys.secret(), await keys.imported(), keys.published()], before);
    keys.time.now += 62 * MINUTE;
    await keys.rotation.rotate();
    await assertWorks();
  });

  it('is revoked at once, with all older keys, even if IVS had no space', async () => {
    await keys.rotation.ensure();
    await keys.rotation.rotate();
    await importForeign();
    const started = keys.time.now;
    const report = await keys.rotation.revoke();
    assert.equal(report.deleted.length, 2);
    assert.deepEqual(await keys.imported(), [(await assertWorks()).publicKeyArn]);
    assert.deepEqual((await keys.secret())?.previous, []);
    // By the time the public key is deleted, warm environments no longer sign with it.
    assert.equal(keys.time.now - started, 35_000);
  });

  it('is deleted before there is a new one if it is revoked and others use all the space', async () => {
    await keys.rotation.ensure();
    const old = arnOf(await keys.secret());
    await importForeign();
    await importForeign();
    const report = await keys.rotation.revoke();
    assert.deepEqual(report.deleted, [old]);
    assert.deepEqual(await keys.imported(), [(await assertWorks()).publicKeyArn]);
  });

  it('is deleted by a destroy, and other applications keep theirs', async () => {
    await keys.rotation.ensure();
    await keys.rotation.rotate();
    await importForeign();
    assert.equal((await keys.rotation.remove()).deleted.length, 2);
    assert.equal((await keys.publicKeys.list()).length, 1);
  });

  it('is changed by one run at a time', async () => {
    await keys.rotation.ensure();
    const results = await Promise.allSettled([keys.rotation.rotate(), keys.rotation.rotate()]);
    const refused = results.filter((result) => result.status === 'rejected');
    assert.equal(refused.length, 1);
    assert.ok(refused[0]?.reason instanceof LockedError);
    await assertWorks();
    assert.equal((await keys.imported()).length, 2);
  });

  it('can be changed again when the lock of a dead run has expired', async () => {
    await keys.rotation.ensure();
    cloud.faults.before((command) => {
      // The process is dead, so it does not release its lock either.
      if (command !== 'PutItem') throw new Crash();
    });
    await assert.rejects(keys.rotation.rotate(), Crash);
    cloud.faults.reset();
    await assert.rejects(keys.rotation.rotate(), LockedError);
    keys.time.now += 151_000;
    await keys.rotation.rotate();
    await assertWorks();
  });

  for (const action of ['ensure', 'rotate', 'revoke', 'remove'] as const) {
    it(`survives if "${action}" dies at any AWS call, and the next run repairs it`, async () => {
      let crashes = 0;
      for (const when of ['before', 'after'] as const) {
        for (let index = 0; ; index++) {
          keys = keysOf(cloud);
          await keys.removeAll();
          if (action !== 'ensure') await keys.rotation.ensure();
          cloud.faults.crashAt(index, when);
          const died = await keys.rotation[action]().then(
            () => false,
            (error: unknown) => error instanceof Crash,
          );
          cloud.faults.reset();
          if (!died) break;
          crashes++;
          if (action === 'rotate' || action === 'revoke') await assertWorks();
          keys.time.now += 151_000; // the lock of a dead run
          if (action === 'remove') {
            await keys.rotation.remove();
            assert.deepEqual(await keys.imported(), []);
            continue;
          }
          await keys.rotation.ensure();
          const secret = await assertWorks();
          assert.equal(keys.published(), secret.publicKeyArn);
          const needed = [secret, ...secret.previous].map(({ publicKeyArn }) => publicKeyArn);
          assert.deepEqual((await keys.imported()).sort(), needed.sort(), `${when} ${index}`);
        }
      }
      assert.ok(crashes >= 6, `${crashes} crashes`);
    });
  }
});
