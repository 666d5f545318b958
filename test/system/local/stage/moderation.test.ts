import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { StageRecord } from '../../../../src/local/shared/stage-records.ts';
import { MediaClient } from './support/media-client.ts';
import { StageClient } from './support/stage-client.ts';
import { type Claims, StageFixture } from './support/stage-fixture.ts';
import { waitFor } from '../../../support/eventually.ts';

const NOW = Math.floor(Date.now() / 1000);
const LISTENER: Claims = { capabilities: { allow_subscribe: true } };

describe('rights on a stage', () => {
  let fixture: StageFixture;
  let stage: StageRecord;
  let stages = 0;

  before(async () => {
    fixture = await StageFixture.start();
  });
  beforeEach(() => {
    stage = fixture.addStage(`Rights${(stages += 1)}`);
    fixture.updates.length = 0;
  });
  after(() => fixture.stop());

  const join = (id: string, changes: Claims = {}) =>
    new StageClient(fixture.token(stage, id, changes)).joined();
  const refusal = async (client: StageClient) => (await client.firstMessage).payload.code;
  const open = () => fixture.stageServer.counts().peerConnections;

  it('end for a participant who is disconnected: its tokens are refused', async () => {
    const ann = await join('ann');
    const bob = await join('bob');
    const out = await ann.publish(1);
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    assert.equal(fixture.stageServer.disconnectParticipant(stage.arn, 'ann', 'be kind'), true);
    await waitFor('ann closed', () => ann.closed !== undefined);
    assert.deepEqual(ann.last('aws:ivs:DISCONNECT')?.payload, {
      code: 'PARTICIPANT_DISCONNECTED',
      reason: 'be kind',
    });
    await waitFor('ann unpublished', () => bob.publishers.length === 0);
    const again = new StageClient(ann.token);
    assert.equal(await refusal(again), 'PARTICIPANT_DISCONNECTED');
    const fresh = new StageClient(fixture.token(stage, 'ann', { exp: NOW + 7200 }));
    assert.equal(await refusal(fresh), 'PARTICIPANT_DISCONNECTED');
    assert.equal((await ann.post('publish', 'ann', out.offer)).status, 403);
    assert.equal(fixture.stageServer.disconnectParticipant(stage.arn, 'nobody', ''), false);
    assert.equal(fixture.stageServer.disconnectParticipant('arn:none', 'ann', ''), false);
    await waitFor('only bob is left', () => fixture.stageServer.counts().sockets === 1);
    out.close();
    bob.socket.close();
  });

  it('end for a participant who is disconnected after it has left', async () => {
    const ann = await join('ann');
    const bob = await join('bob');
    ann.socket.close();
    await waitFor('ann gone', () => fixture.stageServer.counts().participants === 1);
    assert.equal(fixture.stageServer.disconnectParticipant(stage.arn, 'ann', ''), true);
    assert.equal(await refusal(new StageClient(ann.token)), 'PARTICIPANT_DISCONNECTED');
    bob.socket.close();
  });

  it('end for everyone when the stage is deleted', async () => {
    const people = await Promise.all(['ann', 'bob'].map((id) => join(id)));
    const out = await people[0]!.publish(1);
    await waitFor('ann live', () => people[1]!.publishers.length);
    const heard = await people[1]!.subscribe('ann');
    fixture.stages.delete(stage.arn);
    fixture.stageServer.deleteStage(stage.arn);
    await waitFor('all closed', () => people.every(({ closed }) => closed !== undefined));
    for (const one of people)
      assert.equal(one.last('aws:ivs:DISCONNECT')?.payload.code, 'STAGE_DELETED');
    assert.equal(open(), 0);
    assert.equal(fixture.stageServer.activeSessionId(stage.arn), undefined);
    assert.equal(await refusal(new StageClient(people[0]!.token)), 'STAGE_DELETED');
    assert.equal((await people[0]!.post('publish', 'ann', out.offer)).status, 404);
    for (const one of [out, heard]) one.close();
  });

  it('grow with an exchanged token, as stage events and other participants learn', async () => {
    const ann = await join('ann', { ...LISTENER, user_id: 'old' });
    const bob = await join('bob');
    await assert.rejects(ann.publish(1), /2003/);
    const successor = fixture.token(stage, 'ann', { user_id: 'new', attributes: { a: 'b' } });
    assert.deepEqual(Object.keys(await ann.exchange(successor)).sort(), ['requestId', 'traceId']);
    const out = await ann.publish(1);
    await waitFor('ann live', () => bob.publishers.length);
    assert.deepEqual(bob.publishers[0]?.userId, 'new');
    const [update] = fixture.updates;
    assert.equal(update?.detail.event_name, 'Token Exchanged');
    const { previous_token: previous, new_token: next } = update.detail as Record<string, Claims>;
    assert.deepEqual(previous!['capabilities'], ['SUBSCRIBE']);
    assert.deepEqual(next!['capabilities'], ['SUBSCRIBE', 'PUBLISH']);
    assert.equal(previous!['user_id'], 'old');
    assert.equal(next!['user_id'], 'new');
    assert.match(String(next!['expiration_time']), /^\d{4}-.*\dZ$/);
    out.close();
    for (const { socket } of [ann, bob]) socket.close();
  });

  it('may be used before the token exchange arrives, as the SDK does not wait', async () => {
    const ann = await join('ann', { ...LISTENER, iat: NOW - 10 });
    ann.token = fixture.token(stage, 'ann');
    const out = await ann.publish(1);
    out.close();
    ann.socket.close();
  });

  it('shrink with an exchanged token: publications end, and the old token does not help', async () => {
    const ann = await join('ann', { iat: NOW - 10 });
    const bob = await join('bob');
    const speaker = ann.token;
    const out = await ann.publish(1);
    await waitFor('ann live', () => bob.publishers.length);
    assert.equal((await ann.exchange(fixture.token(stage, 'ann', LISTENER))).error, undefined);
    await waitFor('ann unpublished', () => bob.publishers.length === 0);
    assert.equal(open(), 0);
    const offer = MediaClient.publisher(2);
    const refused = await ann.post('publish', 'ann', offer.offer, speaker);
    assert.equal(((await refused.json()) as { code: number }).code, 2003);
    for (const one of [out, offer]) one.close();
    for (const { socket } of [ann, bob]) socket.close();
  });

  it('shrink when a page reconnects with a token that allows less', async () => {
    const token = fixture.token(stage, 'ann', { iat: NOW - 10 });
    const ann = await new StageClient(token, undefined, token, 'same-page').joined();
    const out = await ann.publish(1);
    await waitFor('ann live', () => ann.publishers.length);
    const less = fixture.token(stage, 'ann', LISTENER);
    const again = await new StageClient(less, undefined, less, 'same-page').joined();
    await waitFor('ann unpublished', () => open() === 0);
    await waitFor('told', () => again.publishers.length === 0);
    assert.equal(fixture.updates.at(-1)?.detail.event_name, 'Participant Unpublished');
    out.close();
    again.socket.close();
  });

  it('do not change with the token of another participant or stage, or an invalid or expired one', async () => {
    const ann = await join('ann', LISTENER);
    const elsewhere = fixture.addStage('Elsewhere');
    const good = fixture.token(stage, 'ann');
    for (const [what, token] of Object.entries({
      'another participant': fixture.token(stage, 'bob'),
      'another stage': fixture.token(elsewhere, 'ann'),
      expired: fixture.token(stage, 'ann', { iat: NOW - 9, exp: NOW - 1 }),
      'other endpoints': fixture.token(stage, 'ann', { whip_url: 'http://127.0.0.1:1' }),
      'another version': fixture.token(stage, 'ann', { version: '1.1' }),
      forged: `${good.slice(0, -4)}AAAA`,
      nonsense: 'nonsense',
      nothing: '',
    }))
      assert.ok((await ann.exchange(token)).error, what);
    assert.equal(ann.closed, undefined);
    await assert.rejects(ann.publish(1), /2003/);
    assert.deepEqual(fixture.updates, []);
    // A refused exchange changes nothing for the participant.
    assert.equal((await ann.exchange(good)).error, undefined);
    ann.socket.close();
  });

  it('end for everyone when the server closes, promptly and with a reason', async () => {
    const closing = await StageFixture.start();
    const client = await new StageClient(
      closing.token(closing.addStage('Closing'), 'ann'),
    ).joined();
    const out = await client.publish(1);
    const start = performance.now();
    out.close();
    await closing.stop();
    assert.ok(performance.now() - start < 5_000);
    await waitFor('closed', () => client.closed !== undefined);
    assert.equal(client.last('aws:ivs:DISCONNECT')?.payload.code, 'SERVER_CLOSED');
    assert.deepEqual(closing.stageServer.counts(), {
      sockets: 0,
      peerConnections: 0,
      stages: 0,
      participants: 0,
    });
  });
});
