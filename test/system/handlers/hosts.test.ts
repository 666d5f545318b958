import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import jwt from 'jsonwebtoken';
import type { CreateRoomResponse } from '../../../src/api/schemas.ts';
import { newHostKey } from '../../../src/backend/people/host-key.ts';
import { codeOf, HostedRoom } from './support/hosted-room.ts';
import { hostedSuite, NAME } from './support/hosted-suite.ts';

describe('hosts', () => {
  const suite = hostedSuite();

  const attributesOf = (token: string) =>
    (jwt.decode(token) as jwt.JwtPayload)['attributes'] as unknown;

  it('are the creator, and whoever joins with the host key; all can see it', async () => {
    const { created, joined } = suite.hosted;
    const { room, participant, hostKey } = created;
    assert.deepEqual(room.hosts, [{ id: participant.id, name: NAME }]);
    assert.deepEqual(attributesOf(participant.token), { host: '1' });
    const second = await joined({ name: 'Ann' }, hostKey);
    assert.deepEqual(
      second.room.hosts.map(({ name }) => name),
      [NAME, 'Ann'],
    );
    assert.deepEqual(attributesOf(second.participant.token), { host: '1' });
    assert.equal(second.participant.host, true);
    const guest = await joined();
    assert.deepEqual(attributesOf(guest.participant.token), {});
    assert.equal(guest.participant.host, false);
    assert.equal(guest.room.hosts.length, 2);
  });

  it('are noted once, however often they renew their tokens', async () => {
    const { created, joined } = suite.hosted;
    const { token } = created.participant;
    const { room } = await joined({ name: NAME, token }, created.hostKey);
    assert.equal(room.hosts.length, 1);
  });

  it('are shown once, with their newest participant, if their browser is known', async () => {
    const { about, created, joined } = suite.hosted;
    const visitor = 'V'.repeat(43);
    const first = await joined({ name: 'Ann', visitor }, created.hostKey);
    const { room, participant } = await joined({ name: 'Ann', visitor }, created.hostKey);
    assert.deepEqual(room.hosts, [
      { id: created.participant.id, name: NAME },
      { id: participant.id, name: 'Ann' },
    ]);
    const { id: by } = first.participant;
    const { asks } = await about('ask-to-mute', created.participant.id, created.hostKey, by);
    assert.deepEqual(
      asks.map((ask) => ask.by),
      [participant.id],
    );
  });

  it('change title, stage and lock, one by one and repeatedly', async () => {
    const { change } = suite.hosted;
    assert.equal((await change({ title: ' Book club\u0000 ' })).room.title, 'Book club');
    const { room } = await change({ stage: 'invited', locked: true });
    assert.deepEqual([room.title, room.stage, room.locked], ['Book club', 'invited', true]);
    suite.deployment.calls.length = 0;
    const again = await change({ stage: 'invited', locked: true });
    assert.deepEqual({ ...again.room, now: '' }, { ...room, now: '' });
    assert.deepEqual(suite.deployment.calls, ['invoke:manage-room', 'dynamodb:GetItem']);
  });

  it('change nothing with another key, none, or a body that is not valid', async () => {
    const { call, created, look } = suite.hosted;
    for (const bearer of [undefined, '', 'x', 'A'.repeat(43), `${created.hostKey}A`]) {
      assert.deepEqual(codeOf(await call('change-room', { locked: true }, bearer)), [
        403,
        'NOT_HOST',
      ]);
      assert.deepEqual(codeOf(await call('end-room', undefined, bearer)), [403, 'NOT_HOST']);
    }
    for (const body of [{ title: 5 }, { stage: 'closed' }, { locked: 'yes' }, { x: 1 }, []]) {
      assert.deepEqual(codeOf(await call('change-room', body, created.hostKey)), [
        400,
        'INVALID_REQUEST',
      ]);
    }
    assert.deepEqual(
      codeOf(await call('change-room', { title: 'a'.repeat(81) }, created.hostKey)),
      [400, 'INVALID_REQUEST'],
    );
    const shown = await look();
    assert.deepEqual([shown.title, shown.stage, shown.locked], [undefined, 'open', false]);
  });

  it('can be removed like everybody, if they were the creator', async () => {
    const visitor = 'V'.repeat(43);
    const answer = await suite.deployment.api('create-room', { name: NAME, visitor });
    const { room, participant, hostKey } = JSON.parse(answer.body) as CreateRoomResponse;
    const { hostKey: next } = newHostKey();
    await suite.deployment.api('change-room', { hostKey: next }, room.id, { bearer: hostKey });
    const participantId = participant.id;
    await suite.deployment.api('remove-participant', undefined, room.id, {
      bearer: next,
      participantId,
    });
    const back = await suite.deployment.api('join-room', { name: 'Bob', visitor }, room.id);
    assert.deepEqual(codeOf(back), [403, 'REMOVED']);
  });

  it('of another room are none here', async () => {
    const { call, join } = suite.hosted;
    const { created: other } = await HostedRoom.create(suite.deployment, NAME);
    assert.deepEqual(codeOf(await call('change-room', { locked: true }, other.hostKey)), [
      403,
      'NOT_HOST',
    ]);
    assert.deepEqual(codeOf(await join({}, other.hostKey)), [403, 'NOT_HOST']);
  });

  it('let nobody new into a locked room but hosts, and renew the tokens of who is in it', async () => {
    const { change, created, join, joined } = suite.hosted;
    const guest = await joined();
    await change({ locked: true });
    assert.deepEqual(codeOf(await join()), [403, 'ROOM_LOCKED']);
    assert.equal(
      (await joined({ token: guest.participant.token })).participant.id,
      guest.participant.id,
    );
    await joined({}, created.hostKey);
    await change({ locked: false });
    await joined();
  });

  it('alone may publish where the stage is by invitation', async () => {
    const { change, created, join, joined } = suite.hosted;
    const guest = await joined();
    await change({ stage: 'invited' });
    const { token } = guest.participant;
    assert.deepEqual(codeOf(await join({ role: 'speaker' })), [403, 'STAGE_BY_INVITATION']);
    assert.deepEqual(codeOf(await join({ role: 'speaker', token })), [403, 'STAGE_BY_INVITATION']);
    assert.deepEqual((await joined({ token })).participant.capabilities, ['SUBSCRIBE']);
    const host = await joined({ role: 'speaker' }, created.hostKey);
    assert.deepEqual(host.participant.capabilities, ['PUBLISH', 'SUBSCRIBE']);
  });

  it('make the old host keys worthless with a new one', async () => {
    const { call, change, created, join, joined } = suite.hosted;
    const { hostKey: next } = newHostKey();
    const { room } = await change({ hostKey: next });
    assert.deepEqual(room.hosts, []);
    assert.deepEqual(codeOf(await call('change-room', { locked: true }, created.hostKey)), [
      403,
      'NOT_HOST',
    ]);
    assert.deepEqual(codeOf(await join({}, created.hostKey)), [403, 'NOT_HOST']);
    await change({ locked: true }, next);
    const { token } = created.participant;
    const renewed = await joined({ name: NAME, token }, next);
    assert.equal(renewed.participant.id, created.participant.id);
    assert.equal(renewed.room.hosts.length, 1);
  });

  it('make a new host key again if the answer was lost, with the old key or the new one', async () => {
    const { call, change, created, joined } = suite.hosted;
    const { hostKey } = newHostKey();
    await change({ hostKey });
    await joined({ name: 'Ann' }, hostKey);
    for (const bearer of [created.hostKey, hostKey]) {
      const { room } = await change({ hostKey, locked: true }, bearer);
      assert.deepEqual(
        room.hosts.map(({ name }) => name),
        ['Ann'],
      );
    }
    const other = newHostKey();
    assert.deepEqual(
      codeOf(await call('change-room', { hostKey: other.hostKey }, created.hostKey)),
      [403, 'NOT_HOST'],
    );
    for (const bad of ['', 'x', `${hostKey}A`, true]) {
      assert.deepEqual(codeOf(await call('change-room', { hostKey: bad }, hostKey)), [
        400,
        'INVALID_REQUEST',
      ]);
    }
  });

  it('change a room at once without losing a change', async () => {
    const { change, created, joined, look } = suite.hosted;
    const hosts = await Promise.all([1, 2, 3, 4].map(() => joined({}, created.hostKey)));
    const changes = [{ title: 'Book club' }, { stage: 'invited' }, { locked: true }];
    await Promise.all(changes.map((body) => change(body)));
    const shown = await look();
    assert.deepEqual([shown.title, shown.stage, shown.locked], ['Book club', 'invited', true]);
    assert.equal(shown.hosts.length, hosts.length + 1);
  });

  it('end the room for everybody, and can repeat that', async () => {
    const { call, created, join } = suite.hosted;
    const stages = suite.deployment.state.stages.size;
    const ended = await call('end-room', undefined, created.hostKey);
    assert.deepEqual([ended.statusCode, ended.body], [204, '']);
    assert.equal(suite.deployment.state.stages.size, stages - 1);
    assert.deepEqual(codeOf(await call('end-room', undefined, created.hostKey)), [
      404,
      'ROOM_NOT_FOUND',
    ]);
    assert.deepEqual(codeOf(await join()), [404, 'ROOM_NOT_FOUND']);
  });
});
