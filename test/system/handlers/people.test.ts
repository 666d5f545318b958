import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { deploy, type Deployment } from './support/handler-deployment.ts';
import { codeOf, HostedRoom } from './support/hosted-room.ts';

const NAME = 'Zoë Quicksilver';

describe('people whom hosts decide about', () => {
  let deployment: Deployment;
  let hosted: HostedRoom;

  before(async () => {
    deployment = await deploy();
    await deployment.invoke('rotate-key-pair', { tf: { action: 'create', prev_input: null } });
  });
  beforeEach(async () => {
    hosted = await HostedRoom.create(deployment, NAME);
  });
  after(async () => {
    deployment.log.hide('Quicksilver', 'Book club');
    deployment.log.check();
    await deployment.close();
  });

  it('see hands in the order in which they were raised, and lower them', async () => {
    const { about, created, joined } = hosted;
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
    const { about, change, created, join, joined } = hosted;
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
    const { about, created, joined } = hosted;
    const { participant } = await joined();
    const by = created.participant.id;
    const named = await about('ask-to-mute', participant.id, created.hostKey, { by });
    assert.deepEqual(
      named.asks.map(({ id, ask, by }) => ({ id, ask, by })),
      [{ id: participant.id, ask: 'mute', by }],
    );
    const body = { by: participant.id }; // not a host
    const { asks } = await about('ask-to-mute', participant.id, created.hostKey, body);
    assert.deepEqual(
      asks.map(({ by }) => by),
      [undefined],
    );
  });

  it('are asked for the same again if IVS fails after the record was written', async () => {
    const { about, created, join, joined } = hosted;
    const { participant } = await joined({ visitor: 'V'.repeat(43) });
    const { id } = participant;
    const { stageServer } = deployment.state;
    const disconnect = stageServer.disconnectParticipant.bind(stageServer);
    stageServer.disconnectParticipant = () => {
      throw new Error('IVS is down');
    };
    const failed = await deployment.api('remove-participant', undefined, created.room.id, {
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
