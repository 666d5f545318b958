import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf } from './support/hosted-room.ts';
import { hostedSuite, NAME } from './support/hosted-suite.ts';

describe('people whom hosts decide about', () => {
  const suite = hostedSuite();

  it('see hands in the order in which they were raised, and lower them', async () => {
    const { about, created, joined } = suite.hosted;
    const people = [await joined({ name: 'Ann' }), await joined({ name: 'Bob' })];
    const [ann, bob] = people.map(({ participant }) => participant);
    assert.ok(ann && bob);
    await about('raise-hand', bob.id, bob.token);
    const { hands } = await about('raise-hand', ann.id, ann.token);
    assert.deepEqual(
      hands.map(({ name }) => name),
      ['Bob', 'Ann'],
    );
    const again = await about('raise-hand', bob.id, bob.token); // keeps its place, and the time
    assert.deepEqual(again.hands, hands);
    assert.deepEqual((await about('lower-hand', bob.id, created.hostKey)).hands, hands.slice(1));
    assert.deepEqual((await about('lower-hand', ann.id, ann.token)).hands, []);
  });

  it('invite to the stage, until the invitation is declined or taken back', async () => {
    const { about, change, created, join, joined } = suite.hosted;
    const { participant } = await joined();
    const { id, token } = participant;
    await change({ stage: 'invited' });
    await about('raise-hand', id, token);
    const { invited, hands } = await about('invite-to-stage', id, created.hostKey);
    assert.deepEqual([invited, hands], [[id], []]);
    const speaker = await joined({ token, role: 'speaker' });
    assert.deepEqual(speaker.participant.capabilities, ['PUBLISH', 'SUBSCRIBE']);
    assert.deepEqual((await about('lower-hand', id, token)).invited, []);
    assert.deepEqual(codeOf(await join({ token, role: 'speaker' })), [403, 'STAGE_BY_INVITATION']);
    await about('invite-to-stage', id, created.hostKey);
    const { asks } = await about('take-off-stage', id, created.hostKey);
    assert.deepEqual(
      asks.map(({ id, ask }) => ({ id, ask })),
      [{ id, ask: 'step-back' }],
    );
    assert.deepEqual(codeOf(await join({ token, role: 'speaker' })), [403, 'STAGE_BY_INVITATION']);
  });

  it('ask somebody to mute, and are named if they say who they are', async () => {
    const { about, created, joined } = suite.hosted;
    const { participant } = await joined();
    const by = created.participant.id;
    for (const [route, ask] of [
      ['ask-to-mute', 'mute'],
      ['take-off-stage', 'step-back'],
    ] as const) {
      const named = await about(route, participant.id, created.hostKey, by);
      assert.deepEqual(
        named.asks.filter((one) => one.ask === ask).map(({ id, by }) => ({ id, by })),
        [{ id: participant.id, by }],
      );
      for (const stranger of [participant.id, 'x', '<script>']) {
        const { asks } = await about(route, participant.id, created.hostKey, stranger);
        assert.deepEqual(
          asks.filter((one) => one.ask === ask).map(({ by }) => by),
          [undefined],
        );
      }
    }
  });

  it('are told which host has removed them, if that is known', async () => {
    const { about, created, join, joined } = suite.hosted;
    const people = [await joined(), await joined()];
    const [ann, bob] = people.map(({ participant }) => participant);
    assert.ok(ann && bob);
    await about('remove-participant', ann.id, created.hostKey, created.participant.id);
    await about('remove-participant', bob.id, created.hostKey);
    const named = async (token: string) =>
      (JSON.parse((await join({ token })).body) as { by?: string }).by;
    assert.equal(await named(ann.token), NAME);
    assert.equal(await named(bob.token), undefined);
  });

  it('come back when a host lets them in again, as another participant', async () => {
    const { about, change, created, join, joined, look } = suite.hosted;
    const visitor = 'V'.repeat(43);
    const { participant } = await joined({ name: 'Bob', visitor });
    await about('raise-hand', participant.id, participant.token);
    await about('remove-participant', participant.id, created.hostKey);
    const stranger = 'AbCdEf1234567890'; // of whom the record knows no name
    await about('remove-participant', stranger, created.hostKey);
    const { removed } = await change({});
    assert.deepEqual(removed, [{ id: participant.id, name: 'Bob' }, { id: stranger }]);
    assert.ok(!JSON.stringify(await look()).includes('Bob')); // only hosts are told

    const { room, removed: rest } = await about(
      'readmit-participant',
      participant.id,
      created.hostKey,
    );
    assert.deepEqual([room.id, rest], [created.room.id, [{ id: stranger }]]);
    assert.equal((await join({ visitor })).statusCode, 201);
    const back = await joined({ token: participant.token });
    assert.notEqual(back.participant.id, participant.id); // IVS refuses that one for good
    await about('readmit-participant', participant.id, created.hostKey);
    const refused = await suite.deployment.api('readmit-participant', undefined, room.id, {
      bearer: 'A'.repeat(43),
      participantId: stranger,
    });
    assert.deepEqual(codeOf(refused), [403, 'NOT_HOST']);
  });

  it('have all hands lowered at once by a host, and by nobody else', async () => {
    const { about, call, created, joined } = suite.hosted;
    for (const name of ['Ann', 'Bob']) {
      const { participant } = await joined({ name });
      await about('raise-hand', participant.id, participant.token);
    }
    const { participant } = await joined();
    for (const bearer of [undefined, participant.token, 'A'.repeat(43)]) {
      assert.deepEqual(codeOf(await call('lower-hands', undefined, bearer)), [403, 'NOT_HOST']);
    }
    const { hands } = await about('lower-hands', '', created.hostKey);
    assert.deepEqual(hands, []);
    suite.deployment.calls.length = 0;
    await about('lower-hands', '', created.hostKey);
    assert.deepEqual(suite.deployment.calls, ['invoke:manage-people', 'dynamodb:GetItem']);
  });

  it('are asked for the same again if IVS fails after the record was written', async () => {
    const { about, created, join, joined } = suite.hosted;
    const { participant } = await joined({ visitor: 'V'.repeat(43) });
    const { id } = participant;
    const { stageServer } = suite.deployment.state;
    const disconnect = stageServer.disconnectParticipant.bind(stageServer);
    stageServer.disconnectParticipant = () => {
      throw new Error('IVS is down');
    };
    const failed = await suite.deployment.api('remove-participant', undefined, created.room.id, {
      bearer: created.hostKey,
      participantId: id,
    });
    stageServer.disconnectParticipant = disconnect;
    assert.equal(failed.statusCode, 503);
    assert.deepEqual(codeOf(await join({ visitor: 'V'.repeat(43) })), [403, 'REMOVED']);
    await about('remove-participant', id, created.hostKey);
    await about('remove-participant', id, created.hostKey);
  });
});
