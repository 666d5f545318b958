import { expect } from '@open-wc/testing';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { RoomSession } from '../../../../src/client/session/room-session.ts';
import { AudioRoomFixture, offers } from './audio-room-fixture.ts';
import { waitUntil } from '../../wait-until.ts';

/** An `<audio-room>` that is not defined before it gets into the page, as in a page whose own script runs first. */
function early(properties: Partial<AudioRoom>): AudioRoom {
  const template = document.createElement('template');
  template.innerHTML = '<audio-room></audio-room>';
  const el = template.content.firstElementChild as AudioRoom;
  expect(el).not.to.have.property('updateComplete');
  Object.assign(el, properties);
  return el;
}

describe('<audio-room> whose properties are set before it is defined', () => {
  const rooms = new AudioRoomFixture();
  const { loadSdk } = rooms;
  let el: AudioRoom;

  afterEach(() => el.remove());

  it('has each of them afterwards', async () => {
    const texts = { leave: 'Gehen' };
    const given = {
      apiUrl: location.origin,
      roomId: 'abc',
      name: 'Zoë',
      inviteUrl: 'https://other.example/{roomId}',
      theme: 'dark',
      pageKeys: true,
      lang: 'es',
      loadSdk,
      texts,
    } as const;
    el = early(given);
    document.body.append(el);
    await el.updateComplete;
    for (const [name, value] of Object.entries(given)) {
      expect(el[name as keyof typeof given], name).to.equal(value);
    }
  });

  it('shows the session that it was given', async () => {
    const session = new RoomSession({ loadSdk });
    el = early({ session });
    document.body.append(el);
    await waitUntil(() => el.snapshot === session.snapshot);
    await session.join('abc', { name: 'Zoë' });
    await offers(el, 'Leave');
  });

  it('uses them for a method that is called at once', async () => {
    el = early({ roomId: 'abc', name: 'Zoë', loadSdk });
    document.body.append(el);
    await el.join();
    expect(rooms.api.joins.map(({ name }) => name)).to.deep.equal(['Zoë']);
    await offers(el, 'Leave');
  });
});
