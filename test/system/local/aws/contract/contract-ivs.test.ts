import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  ConflictException,
  CreateStageCommand,
  DeletePublicKeyCommand,
  DeleteStageCommand,
  DisconnectParticipantCommand,
  GetParticipantCommand,
  GetPublicKeyCommand,
  GetStageCommand,
  ImportPublicKeyCommand,
  IVSRealTimeClient,
  ListParticipantEventsCommand,
  ListParticipantsCommand,
  ListPublicKeysCommand,
  ListStagesCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  TagResourceCommand,
  ValidationException,
} from '@aws-sdk/client-ivs-realtime';
import { isRemote, openTarget, type ContractTarget } from './contract-target.ts';

const publicKey = (namedCurve = 'P-384'): string =>
  generateKeyPairSync('ec', { namedCurve }).publicKey.export({
    type: 'spki',
    format: 'pem',
  }) as string;

describe(`IVS Real-Time (${isRemote ? 'AWS' : 'embedded'})`, () => {
  let target: ContractTarget;
  let client: IVSRealTimeClient;
  const stages: string[] = [];
  const keys: string[] = [];

  const createStage = async (tags: Record<string, string> = { contract: 'yes' }) => {
    const { stage } = await client.send(new CreateStageCommand({ name: 'contract', tags }));
    assert.ok(stage?.arn);
    stages.push(stage.arn);
    return { ...stage, arn: stage.arn };
  };
  const importKey = async (publicKeyMaterial = publicKey()) => {
    const answer = await client.send(new ImportPublicKeyCommand({ publicKeyMaterial }));
    assert.ok(answer.publicKey?.arn);
    keys.push(answer.publicKey.arn);
    return { ...answer.publicKey, arn: answer.publicKey.arn };
  };
  /** The ARN of a stage of the same account that does not exist. */
  const absent = (arn: string) => arn.replace(/[^/]+$/, 'AbSeNt000000');

  before(async () => {
    target = await openTarget();
    client = new IVSRealTimeClient(target.client);
  });
  after(async () => {
    for (const arn of stages) await client.send(new DeleteStageCommand({ arn })).catch(() => {});
    for (const arn of keys) await client.send(new DeletePublicKeyCommand({ arn })).catch(() => {});
    client.destroy();
    await target.close();
  });

  it('creates a stage with endpoints, and returns it again', async () => {
    const stage = await createStage({ room: '1' });
    assert.match(stage.arn, /^arn:aws:ivs:[a-z0-9-]+:\d{12}:stage\/[A-Za-z0-9]{12}$/);
    assert.match(stage.endpoints?.events ?? '', /^wss?:\/\//);
    assert.match(stage.endpoints?.whip ?? '', /^https?:\/\//);
    const again = await client.send(new GetStageCommand({ arn: stage.arn }));
    assert.equal(again.stage?.name, 'contract');
    assert.deepEqual(again.stage.tags, { room: '1' });
    assert.deepEqual(again.stage.endpoints, stage.endpoints);
  });

  it('deletes a stage', async () => {
    const { arn } = await createStage();
    await client.send(new DeleteStageCommand({ arn }));
    await assert.rejects(client.send(new GetStageCommand({ arn })), ResourceNotFoundException);
    await assert.rejects(client.send(new DeleteStageCommand({ arn })), ResourceNotFoundException);
  });

  it('lists each stage once, in pages', async () => {
    const made = new Set(
      [await createStage(), await createStage(), await createStage()].map(({ arn }) => arn),
    );
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await client.send(new ListStagesCommand({ maxResults: 2, nextToken }));
      assert.ok((page.stages ?? []).length <= 2);
      for (const { arn } of page.stages ?? [])
        if (arn !== undefined && made.has(arn)) seen.push(arn);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    assert.deepEqual(new Set(seen), made);
    assert.equal(seen.length, made.size);
  });

  it('adds tags to those of a stage', async () => {
    const { arn } = await createStage({ a: '1', b: '1' });
    await client.send(new TagResourceCommand({ resourceArn: arn, tags: { b: '2', c: '2' } }));
    const { stage } = await client.send(new GetStageCommand({ arn }));
    assert.deepEqual(stage?.tags, { a: '1', b: '2', c: '2' });
  });

  it('refuses invalid input', async () => {
    const { arn } = await createStage();
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, 'x']));
    const refused = [
      () => client.send(new CreateStageCommand({ name: 'no spaces' })),
      () => client.send(new CreateStageCommand({ name: 'x'.repeat(129) })),
      () => client.send(new CreateStageCommand({ tags: many })),
      () => client.send(new GetStageCommand({ arn: 'arn:of:nothing' })),
      () => client.send(new ListStagesCommand({ maxResults: 101 })),
      () => client.send(new ListStagesCommand({ nextToken: 'bm90IG91cnM=' })),
      () => client.send(new ListParticipantsCommand({ stageArn: arn, sessionId: 'short' })),
      () =>
        client.send(
          new ListParticipantsCommand({
            stageArn: arn,
            sessionId: 'st-0123456789abc',
            filterByState: 'CONNECTED',
            filterByPublished: true,
          }),
        ),
      () => client.send(new ImportPublicKeyCommand({ publicKeyMaterial: 'not a key' })),
      () => client.send(new ImportPublicKeyCommand({ publicKeyMaterial: publicKey('P-256') })),
    ];
    for (const call of refused) await assert.rejects(call(), ValidationException);
  });

  it('has no participants on a stage that nobody has joined', async () => {
    const { arn } = await createStage();
    const sessionId = 'st-0123456789abc';
    const list = await client.send(new ListParticipantsCommand({ stageArn: arn, sessionId }));
    assert.deepEqual(list.participants, []);
    const { events } = await client.send(
      new ListParticipantEventsCommand({ stageArn: arn, sessionId, participantId: 'nobody' }),
    );
    assert.deepEqual(events, []);
    await assert.rejects(
      client.send(new GetParticipantCommand({ stageArn: arn, sessionId, participantId: 'nobody' })),
      ResourceNotFoundException,
    );
    await assert.rejects(
      client.send(
        new DisconnectParticipantCommand({ stageArn: absent(arn), participantId: 'nobody' }),
      ),
      ResourceNotFoundException,
    );
  });

  it('imports a public key, returns it, and deletes it', async () => {
    const material = publicKey();
    const key = await importKey(material);
    assert.match(key.arn, /^arn:aws:ivs:[a-z0-9-]+:\d{12}:public-key\/[A-Za-z0-9]{12}$/);
    const got = await client.send(new GetPublicKeyCommand({ arn: key.arn }));
    assert.equal(got.publicKey?.publicKeyMaterial?.trim(), material.trim());
    assert.match(got.publicKey.fingerprint ?? '', /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    const { publicKeys } = await client.send(new ListPublicKeysCommand({}));
    assert.ok(publicKeys?.some(({ arn }) => arn === key.arn));
    await client.send(new DeletePublicKeyCommand({ arn: key.arn }));
    await assert.rejects(
      client.send(new GetPublicKeyCommand({ arn: key.arn })),
      ResourceNotFoundException,
    );
  });

  it('refuses to import a public key twice', async () => {
    const material = publicKey();
    await importKey(material);
    await assert.rejects(importKey(material), ConflictException);
  });

  it('refuses a fourth public key', async () => {
    const { publicKeys = [] } = await client.send(new ListPublicKeysCommand({}));
    for (let count = publicKeys.length; count < 3; count += 1) await importKey();
    await assert.rejects(importKey(), ServiceQuotaExceededException);
  });
});
