import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../../support/eventually.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import type { Visitor } from '../support/visitor.ts';

// Without the channel, so that nobody is told anything: what a host has decided must hold all the same.
const world = E2eWorld.forThisFile({ settings: { channel: 'off' } });

/** The room of a host, and the calls that the host's page would make. */
async function hostedBy(host: Visitor) {
  const roomId = await host.createRoom();
  const keys = await host.withoutTouching(`localStorage.getItem('audio-rooms.hostKeys')`);
  const [[, hostKey = ''] = []] = JSON.parse(JSON.parse(String(keys)) as string) as string[][];
  return {
    roomId,
    hostKey,
    call: async (method: string, path = '', body?: object) => {
      const answer = await fetch(`${world.server.url}/api/rooms/${roomId}${path}`, {
        method,
        headers: { authorization: `Bearer ${hostKey}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      assert.ok(answer.ok, await answer.clone().text());
    },
  };
}

describe('a host', () => {
  it('takes somebody off the stage by force, who goes on listening, and removes them for good', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const ben = await world.arrive('Ben', { tone: 1130 });
    const { roomId, call } = await hostedBy(ann);
    await ann.goOnStage();
    await ben.speakIn(roomId);
    await ann.hears(1130);
    const { id } = await ben.participant();

    // Nobody has told Ben's page: it learns of it when it is disconnected.
    await call('DELETE', `/participants/${id}/stage`);
    await ann.seesOnStage('Ann, you');
    await ben.seesOnStage('Ann');
    await ben.hears(520);
    await ann.hears();
    const back = await ben.participant();
    assert.notEqual(back.id, id);
    assert.deepEqual(back.capabilities, ['SUBSCRIBE']);

    await call('DELETE', `/participants/${back.id}`);
    await ben.reads('You were removed from the room');
    await ben.hears();
    await ben.visitLobby(roomId);
    await ben.click('Join as a listener');
    await ben.reads('A host has removed you from this room');
  });

  it('keeps the stage from whoever has an old token and a client of their own', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    const { roomId, call } = await hostedBy(ann);
    await ann.goOnStage();
    await lea.listenIn(roomId);
    await lea.hears(520);
    const answer = await fetch(`${world.server.url}/api/rooms/${roomId}/participants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Eve', role: 'speaker' }),
    });
    const { participant } = (await answer.json()) as { participant: { token: string } };
    await call('PATCH', '', { stage: 'invited' });

    const eve = await world.stranger();
    const visit = await eve.join(participant.token, { tone: 1130 });
    await eventually(async () => (await eve.look(visit)).left !== undefined, true);
    await lea.seesOnStage('Ann');
    await lea.hears(520);
    const again = await eve.join(participant.token, { tone: 1130 });
    await eventually(async () => (await eve.look(again)).errors.includes(10), true);
  });

  it('ends the room for everybody, and is host again after a reload', async () => {
    const ann = await world.arrive('Ann');
    const lea = await world.arrive('Lea');
    const { roomId, hostKey, call } = await hostedBy(ann);
    await lea.listenIn(roomId);
    await ann.visitLobby(roomId);
    await ann.click('Join as a listener');
    await ann.sees('Leave');
    assert.equal((await ann.participant()).host, true);
    assert.match(hostKey, /^[\w-]{43}$/);
    await call('DELETE');
    for (const person of [ann, lea]) await person.reads('The host has ended this room');
  });
});
