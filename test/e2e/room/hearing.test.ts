import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();

describe('a room with two speakers and a listener', () => {
  it('lets everybody hear exactly the others, and see who is muted and who steps back', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const ben = await world.arrive('Ben', { tone: 1130 });
    const lea = await world.arrive('Lea');

    const roomId = await ann.createRoom();
    await ann.seesListeners(1);
    await ann.goOnStage();
    await ann.seesListeners(0);
    await ben.speakIn(roomId);
    await lea.listenIn(roomId);

    await lea.seesOnStage('Ann', 'Ben');
    await ann.seesOnStage('Ann, you', 'Ben');
    for (const person of [ann, ben, lea]) await person.seesListeners(1);
    await Promise.all([lea.hears(520, 1130), ann.hears(1130), ben.hears(520)]);

    await ann.click('Mute');
    await ann.seesOnStage('Ann, muted, you', 'Ben');
    await lea.seesOnStage('Ann, muted', 'Ben');
    await Promise.all([lea.hears(1130), ben.hears()]);

    await ann.click('Unmute');
    await lea.seesOnStage('Ann', 'Ben');
    await Promise.all([lea.hears(520, 1130), ben.hears(520)]);

    await ben.click('Step back');
    for (const person of [lea, ben]) await person.seesOnStage('Ann');
    await ann.seesOnStage('Ann, you');
    for (const person of [ann, ben, lea]) await person.seesListeners(2);
    await Promise.all([lea.hears(520), ben.hears(520), ann.hears()]);

    await lea.click('Leave');
    await lea.reads('You left the room');
    await lea.hears();
    await ann.seesListeners(1);

    assert.equal(await lea.microphoneRequests(), 0);
    assert.equal(await ann.microphoneRequests(), 1);
  });

  it('shows a muted speaker as muted to a listener who joins later', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    const roomId = await ann.createRoom();
    await ann.goOnStage();
    await ann.click('Mute');
    await ann.seesOnStage('Ann, muted, you');

    await lea.listenIn(roomId);
    await lea.seesOnStage('Ann, muted');
    await lea.hears();
    await ann.click('Unmute');
    await lea.hears(520);
  });
});
