import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../../support/eventually.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import type { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

/** What an element of the room shows, read like a page would. */
const room = <T>({ page }: Visitor, expression: string): Promise<T> =>
  page.evaluate(`document.querySelector('audio-room').${expression}`) as Promise<T>;

/** The host key as the host's own page holds it. */
const hostKeyOf = (host: Visitor) => room<string>(host, 'session.controls.hostKey');

async function keepForInvited(host: Visitor): Promise<void> {
  await host.click('Manage the room');
  await host.sees('End the room for all');
  await room(host, `session.controls.changeRoom({ stage: 'invited', title: 'Bees' })`);
  await host.click('Close');
  await host.reads('Bees');
}

/** Whether the API gives this participant a token that may publish. */
async function mayPublish(person: Visitor, roomId: string): Promise<number> {
  const { token } = await person.participant();
  const response = await world.api.renew(roomId, { name: person.name, role: 'speaker', token });
  return response.status;
}

describe('a room whose stage is by invitation', () => {
  it('lets a listener speak only by invitation, and lets hosts mute, move and remove them for good', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea', { tone: 1130 });
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
    await ann.click('People');
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
  });

  it('has several hosts: by a host link, whose key leaves the address, and after a reload', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const ben = await world.arrive('Ben');
    const lea = await world.arrive('Lea');
    const roomId = await ann.createRoom();
    await keepForInvited(ann);
    await lea.listenIn(roomId);
    await lea.click('Raise your hand');

    await ben.open(`/room/${roomId}#host=${await hostKeyOf(ann)}`);
    await eventually(() => Promise.resolve(new URL(ben.page.url()).hash), '');
    await eventually(() => ben.page.evaluate("'audio-rooms.hostKeys' in localStorage"), true);
    await ben.page.reload();
    await ben.reads('Closes at');
    await ben.write('Your name', 'Ben');
    await ben.click('Join as a listener');
    await ben.click('People');
    await ben.click('Invite on stage: Lea');
    await lea.reads('You’re invited to speak');
    await lea.click('No, thanks');
    await lea.sees('Raise your hand');

    await ann.page.reload();
    await ann.reads('Closes at');
    await ann.click('Go on stage');
    await ann.click('Go on stage now');
    await lea.hears(520);
    await ann.click('Manage the room');
    await ann.click('End the room for all');
    await ann.click('End it now');
    for (const person of [ann, ben, lea]) await person.reads('The host has ended this room');
  });

  it('makes no requests for a listener who looks at no people', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    const roomId = await ann.createRoom();
    await ann.goOnStage();
    await lea.listenIn(roomId);
    await lea.hears(520);
    let requests = 0;
    lea.page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/')) requests++;
    });
    // The dialog of people makes its requests; once it is closed, there are no more.
    await lea.click('People');
    await eventually(() => Promise.resolve(requests > 0), true);
    await lea.click('Close');
    const before = requests;
    await ann.click('People');
    let asked = 0;
    ann.page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/')) asked++;
    });
    await eventually(() => Promise.resolve(asked >= 2), true); // ten seconds, by the host's own dialog
    assert.ok(requests - before <= 1, `${requests - before} requests`);
  });
});
