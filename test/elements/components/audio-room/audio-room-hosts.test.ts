import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, deepAll, eventOf, hasButton, textOf } from '../element-support.ts';
import { hand } from '../people/people-fixture.ts';
import { AudioRoomFixture, offers, says } from './audio-room-fixture.ts';

const timeout = 8_000;

describe('<audio-room> with hosts', () => {
  const rooms = new AudioRoomFixture();

  it('creates the room that its attributes describe', async () => {
    const el = await fixture<AudioRoom>(html`
      <audio-room
        name="Zoë"
        room-title="Bees"
        room-stage="invited"
        .loadSdk=${rooms.loadSdk}
      ></audio-room>
    `);
    button(el, 'Create a room').click();
    await offers(el, 'Leave');
    expect(rooms.api.joins[0]).to.include({ name: 'Zoë', title: 'Bees', stage: 'invited' });
  });

  it('creates a room like any other without them', async () => {
    const el = await rooms.start();
    button(el, 'Create a room').click();
    await offers(el, 'Leave');
    expect(rooms.api.joins[0]).to.deep.equal({ name: 'Zoë', role: 'speaker' });
  });

  it('tells the page in the lobby what the room is like', async () => {
    rooms.api.details = { title: 'Bees' };
    const change = eventOf(document.body, 'lobby-change');
    const el = await rooms.lobby();
    expect((await change).room).to.include({ id: 'abc', title: 'Bees', listeners: 3 });
    expect(el.snapshot).to.equal(undefined);
  });

  it('tells the page each place of the raised hand, and once that the person is invited', async () => {
    rooms.api.details = { stage: 'invited' };
    const el = await rooms.listening();
    const places: (number | undefined)[] = [];
    let invitations = 0;
    el.addEventListener('hand-change', ({ place }) => places.push(place));
    el.addEventListener('room-invitation', () => invitations++);
    const me = { ...hand('Zoë'), id: 'me' };
    // Each answer tells what has changed since.
    for (const people of [{ hands: [hand('Bo'), me] }, { hands: [me] }, { invited: ['me'] }]) {
      rooms.api.details = { stage: 'invited', ...people };
      await el.session!.controls.raiseHand();
    }
    expect(places).to.deep.equal([2, 1, undefined]);
    rooms.api.details = { stage: 'invited', invited: ['me'], listeners: 9 };
    await el.session!.controls.raiseHand();
    expect(invitations).to.equal(1);
  });

  it('only listens if the page wants it so: no stage in the lobby, in the room, by key or by hand', async () => {
    const el = await rooms.lobby();
    el.listenOnly = true;
    await el.updateComplete;
    expect(el.getAttribute('listen-only')).to.equal(null); // a property does not change what the page wrote
    await waitUntil(() => !hasButton(el, 'Go on stage'));
    expect(textOf(el)).not.to.include(en.joinHint);
    button(el, 'Join as a listener').click();
    await offers(el, 'Leave');
    for (const stage of ['open', 'invited'] as const) {
      rooms.api.details = { stage };
      const stop = el.session!.controls.watch();
      await waitUntil(() => el.snapshot?.room?.stage === stage, stage, { timeout });
      stop();
      await el.updateComplete;
      expect(deepAll(el, '[part=join]')).to.deep.equal([]);
      expect(hasButton(el, 'Go on stage') || hasButton(el, en.raiseHand)).to.equal(false);
    }
    const asked: string[] = [];
    for (const name of ['hand-request', 'stage-request'] as const) {
      el.addEventListener(name, () => asked.push(name));
    }
    const view = deepAll(el, 'audio-room-view')[0]!;
    view.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'h', code: 'KeyH', bubbles: true, composed: true }),
    );
    expect(asked).to.deep.equal([]);
  });

  it('says in the room who was removed, when the host looks, and lets them in again', async () => {
    const el = await rooms.start();
    button(el, 'Create a room').click();
    await offers(el, 'Leave');
    rooms.api.removed = [{ id: 'eve', name: 'Eve' }];
    button(el, en.host).click();
    await says(el, en.removedPeople);
    rooms.api.removed = [];
    button(el, 'Let in again: Eve').click();
    await waitUntil(() => !textOf(el).includes(en.removedPeople), 'gone', { timeout });
    const { method, path } = rooms.api.calls.at(-1)!;
    expect([method, path]).to.deep.equal(['DELETE', '/api/rooms/abc/removals/eve']);
  });

  it('says who removed the person, after the visit', async () => {
    const el = await rooms.listening();
    rooms.api.refusals.push({ status: 403, code: 'REMOVED', by: 'Maya' });
    rooms.sdk.stages.at(-1)!.end(rooms.sdk.sdk.StageLeftReason.PARTICIPANT_DISCONNECTED);
    await waitUntil(() => textOf(el).includes('Maya removed you.'), 'told', { timeout });
  });
});
