import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DeleteStageCommand, DisconnectParticipantCommand } from '@aws-sdk/client-ivs-realtime';
import { eventually } from '../../support/eventually.ts';
import { claimsOf } from '../support/token-forge.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();

const stageArnOf = (token: string): string => String(claimsOf(token)['resource']);

/** Lea listens to Ann, who speaks with this token. */
async function startTalk() {
  const ann = await world.arrive('Ann', { tone: 520 });
  const lea = await world.arrive('Lea');
  await lea.listenIn(await ann.createRoom());
  await ann.goOnStage();
  await lea.hears(520);
  const { token } = await ann.participant();
  return { ann, lea, token };
}

describe('the end of a visit', () => {
  it('is the end of the room, before its time, if its stage is deleted', async () => {
    const { ann, lea, token } = await startTalk();
    await world.ivs.send(new DeleteStageCommand({ arn: stageArnOf(token) }));

    for (const person of [ann, lea]) {
      await person.reads('The host has ended this room');
      await person.hears();
    }
  });

  it('is a removal for a participant who is disconnected, and the token cannot join again', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const ben = await world.arrive('Ben', { tone: 1130 });
    const roomId = await ann.createRoom();
    await ann.goOnStage();
    await ben.speakIn(roomId);
    await ann.hears(1130);

    const { id, token } = await ben.participant();
    const reason = 'Too loud';
    await world.ivs.send(
      new DisconnectParticipantCommand({ stageArn: stageArnOf(token), participantId: id, reason }),
    );

    await ben.reads('You were removed from the room');
    await ben.hears();
    await ann.seesOnStage('Ann, you');
    await ann.hears();
    const stranger = await world.stranger();
    const visit = await stranger.join(token);
    await eventually(async () => (await stranger.look(visit)).errors.includes(10), true);
    assert.equal((await stranger.look(visit)).connected, false);
  });

  it('is a takeover if the same token joins in another tab', async () => {
    const { ann, lea, token } = await startTalk();
    const otherTab = await world.stranger();
    const visit = await otherTab.join(token, { tone: 1130 });

    await ann.reads('You joined from another tab');
    await eventually(async () => (await otherTab.look(visit)).published, true);
    await lea.seesOnStage('Ann');
    await lea.hears(1130);
    await lea.seesListeners(1);
  });

  it('has a way back into the room', async () => {
    const ann = await world.arrive('Ann');
    const roomId = await ann.createRoom();
    await ann.click('Leave');
    await ann.reads('You left the room');
    await ann.click('Join again');
    await ann.reads('Closes at');
    await ann.click('Join as a listener');
    await ann.sees('Leave');
    assert.equal(ann.roomId(), roomId);
  });
});
