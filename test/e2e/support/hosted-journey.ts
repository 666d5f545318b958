import assert from 'node:assert/strict';
import type { Browser } from 'puppeteer-core';
import type { E2eWorld } from './e2e-world.ts';
import type { Visitor } from './visitor.ts';

/** What an element of the room shows, read like a page would. */
export const room = <T>({ page }: Visitor, expression: string): Promise<T> =>
  page.evaluate(`document.querySelector('audio-room').${expression}`) as Promise<T>;

export async function keepForInvited(host: Visitor): Promise<void> {
  await host.click('Manage the room');
  await host.sees('End the room for all');
  await room(host, `session.controls.changeRoom({ stage: 'invited', title: 'Bees' })`);
  await host.click('Close');
  await host.reads('Bees');
}

/** A host of a room by invitation, and a listener in this browser: from the raised hand to the removal that holds. */
export async function hostedJourney(world: E2eWorld, browser: Browser): Promise<void> {
  /** Whether the API gives this participant a token that may publish. */
  const mayPublish = async (person: Visitor, roomId: string): Promise<number> => {
    const { token } = await person.participant();
    const response = await world.api.renew(roomId, { name: person.name, role: 'speaker', token });
    return response.status;
  };
  const ann = await world.arrive('Ann', { tone: 520 });
  const lea = await world.arrive('Lea', { tone: 1130, browser });
  const roomId = await ann.createRoom();
  await ann.goOnStage();
  await keepForInvited(ann);

  await lea.open(`/room/${roomId}`);
  await lea.reads('Hosted by Ann');
  await lea.reads('Raise your hand in the room to ask.');
  await lea.write('Your name', 'Lea');
  await lea.click('Join as a listener');
  await lea.hears(520);
  assert.equal(await mayPublish(lea, roomId), 403);

  await lea.click('Raise your hand');
  await lea.reads('You’re number 1 in the queue');
  await ann.click('People: 1 raised hand');
  await ann.click('Invite on stage: Lea');
  await lea.reads('You’re invited to speak');
  await lea.click('Go on stage');
  await ann.hears(1130);

  await lea.click('People');
  await ann.click('Options for Lea');
  await ann.click('Ask to mute');
  await lea.reads('Ann has asked you to mute. Your microphone is off.');
  await ann.hears();

  await ann.click('Options for Lea');
  await ann.click('Take off the stage');
  await lea.seesOnStage('Ann');
  await lea.hears(520);
  assert.equal(await mayPublish(lea, roomId), 403);

  await ann.click('Options for Lea');
  await ann.click('Remove');
  await ann.sees('Cancel'); // the question
  await ann.click('Remove');
  await lea.reads('You were removed from the room');
  await lea.hears();
  assert.equal(await mayPublish(lea, roomId), 403);
  await lea.visitLobby(roomId);
  await lea.click('Join as a listener');
  await lea.reads('A host has removed you from this room.');
}
