import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../../support/eventually.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import { hostedJourney, keepForInvited, room } from '../support/hosted-journey.ts';
import type { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

/** The host key as the host's own page holds it. */
const hostKeyOf = (host: Visitor) => room<string>(host, 'session.controls.hostKey');

describe('a room whose stage is by invitation', () => {
  it('lets a listener speak only by invitation, and lets hosts mute, move and remove them for good', () =>
    hostedJourney(world, world.browser));

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
    const panels = ['audio-room-view', 'audio-room-panels']
      .map((name) => `shadowRoot.querySelector('${name}')`)
      .join('.');
    await eventually(() => room(lea, `${panels}.panel === undefined`), true);
    const before = requests;
    let asked = 0;
    ann.page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/')) asked++;
    });
    for (let looks = 1; looks <= 3; looks++) {
      await ann.click('People');
      await eventually(() => Promise.resolve(asked >= looks), true); // the channel tells of the rest
      await ann.click('Close');
      await room(ann, `session.controls.changeRoom({ title: 'Bees ${looks}' })`);
      await lea.reads(`Bees ${looks}`);
    }
    assert.equal(requests - before, 0);
  });
});
