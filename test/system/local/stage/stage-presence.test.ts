import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { StageRecord } from '../../../../src/local/shared/stage-records.ts';
import { StageClient } from './support/stage-client.ts';
import type { StageFixture } from './support/stage-fixture.ts';
import { stageSuite } from './support/stage-suite.ts';
import { waitFor } from '../../../support/eventually.ts';

describe('presence on a stage', () => {
  let fixture: StageFixture;
  let stage: StageRecord;
  // Stands still, so that increasing numbers can't come from it.
  const clock = Date.now();
  const { current, counts, empty, join, listener, events } = stageSuite(() => clock);
  beforeEach(() => ({ fixture, stage } = current()));

  it('is sent with increasing sequence numbers, also after a reconnect', async () => {
    const ann = await join('ann');
    const bob = await join('bob');
    const out = await bob.publish(1);
    for (const audioMuted of [true, false, true]) {
      bob.send({ type: 'SET_STATE', version: '0', audioMuted, videoStopped: true });
      await waitFor('mute state', () => ann.publishers[0]?.audioMuted === audioMuted);
    }
    const states = ann.messages.filter(({ type }) => type === 'STAGE_STATE');
    const numbers = states.map(({ payload }) => payload.sequenceNumber ?? NaN);
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((a, b) => a - b),
    );
    ann.socket.terminate();
    const again = await join('ann');
    const [first] = again.messages;
    assert.ok((first?.payload.sequenceNumber ?? 0) > (numbers.at(-1) ?? Infinity));
    out.close();
    again.socket.close();
    bob.socket.close();
    await empty();
  });

  it('lists only publishers, with the user id and attributes of their tokens', async () => {
    const ann = await join('ann', { user_id: 'QW5u', attributes: { role: 'host' } });
    const bob = await join('bob', listener);
    assert.deepEqual(bob.publishers, []);
    const out = await ann.publish(1);
    await waitFor('ann published', () => bob.publishers.length);
    assert.deepEqual(bob.publishers, [
      {
        id: 'ann',
        userId: 'QW5u',
        attributes: { role: 'host' },
        isPublishing: true,
        audioMuted: false,
        videoStopped: true,
      },
    ]);
    out.close();
    ann.socket.close();
    bob.socket.close();
    await empty();
  });

  it('counts each participant who may subscribe once', async () => {
    const ann = await join('ann');
    const publisher = await join('pub', { capabilities: { allow_publish: true } });
    const many = await Promise.all(Array.from({ length: 20 }, (_, i) => join(`l${i}`, listener)));
    const count = () => ann.last('aws:ivs:SUBSCRIBER_COUNT')?.payload.count;
    await waitFor('21 subscribers', () => count() === 21);
    const messages = ann.messages.filter(({ type }) => type === 'aws:ivs:SUBSCRIBER_COUNT');
    assert.ok(messages.length < 10, `coalesced, not ${messages.length} messages`);
    for (const { socket } of many) socket.close();
    await waitFor('1 subscriber', () => count() === 1);
    ann.socket.close();
    publisher.socket.close();
    await empty();
  });

  it('ends with its media as soon as the client closes its socket', async () => {
    const ann = await join('ann');
    const bob = await join('bob');
    const media = [await ann.publish(1), await bob.publish(2)];
    await waitFor('both live', () => ann.publishers.length === 2);
    media.push(await ann.subscribe('bob'), await bob.subscribe('ann'));
    assert.deepEqual(counts(), { sockets: 2, peerConnections: 4, stages: 1, participants: 2 });
    ann.socket.close();
    await waitFor('ann gone', () => bob.publisherIds.join() === 'bob');
    assert.deepEqual(counts(), { sockets: 1, peerConnections: 1, stages: 1, participants: 1 });
    assert.deepEqual(events().at(-1), 'Participant Unpublished ann');
    bob.socket.close();
    await empty();
    for (const one of media) one.close();
  });

  it('ends after the grace period if the socket is lost, and nothing stays open', async () => {
    const people = await Promise.all(['ann', 'bob', 'cid'].map((id) => join(id)));
    const media = await Promise.all(people.map((one, index) => one.publish(index + 1)));
    await waitFor('all live', () => people[0]!.publishers.length === 3);
    media.push(await people[0]!.subscribe('bob'), await people[1]!.subscribe('cid'));
    for (const { socket } of people) socket.terminate();
    await waitFor('sockets gone', () => counts().sockets === 0);
    assert.equal(counts().participants, 3);
    await empty();
    for (const one of media) one.close();
  });

  it('ends if a client is silent, even if its connection looks open', async () => {
    const ann = await join('ann');
    const bob = await join('bob');
    const out = await bob.publish(1);
    await waitFor('bob live', () => ann.publisherIds.includes('bob'));
    // Like a sleeping laptop: it neither reads nor answers nor closes its socket.
    bob.socket.pause();
    await waitFor('bob gone', () => ann.publishers.length === 0);
    bob.socket.terminate();
    out.close();
    ann.socket.close();
    await empty();
  });

  it('continues with its media when the same page reconnects', async () => {
    const token = fixture.token(stage, 'ann');
    const bob = await join('bob');
    const first = await new StageClient(token, undefined, token, 'trace-1').joined();
    const out = await first.publish(1);
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    const seen = bob.messages.length;
    first.socket.terminate();
    await waitFor('socket lost', () => counts().sockets === 1);
    const second = await new StageClient(token, undefined, token, 'trace-1').joined();
    // The third connects while the second still looks open.
    const third = await new StageClient(token, undefined, token, 'trace-1').joined();
    await waitFor('the second closed', () => second.closed !== undefined);
    assert.equal(second.last('aws:ivs:DISCONNECT'), undefined);
    assert.deepEqual(third.publisherIds, ['ann']);
    const heard = await bob.subscribe('ann');
    await waitFor('sound', () => {
      out.send(Buffer.from('still here'));
      return heard.received.length > 0;
    });
    const states = bob.messages.slice(seen).filter(({ type }) => type === 'STAGE_STATE');
    assert.ok(states.every(({ payload }) => payload.participants?.length === 1));
    assert.deepEqual(events(), ['Participant Published ann']);
    for (const { socket } of [bob, third]) socket.close();
    await empty();
    out.close();
    heard.close();
  });

  it('moves to another page with the same token, and the first page is told', async () => {
    const ann = await join('ann');
    const bob = await join('bob');
    const out = await ann.publish(1);
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    const other = await join('ann');
    await waitFor('the first closed', () => ann.closed !== undefined);
    assert.equal(ann.last('aws:ivs:DISCONNECT')?.payload.code, 'TOKEN_REUSED');
    await waitFor('the first unpublished', () => bob.publishers.length === 0);
    assert.equal(other.socket.readyState, other.socket.OPEN);
    assert.equal(counts().participants, 2);
    out.close();
    other.socket.close();
    bob.socket.close();
    await empty();
  });
});
