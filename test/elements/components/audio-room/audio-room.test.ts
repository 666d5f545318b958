import { expect, fixture, html } from '@open-wc/testing';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, deepAll, eventOf, still } from '../element-support.ts';
import { AudioRoomFixture, offers, says } from './audio-room-fixture.ts';
import { waitUntil } from '../../wait-until.ts';

describe('<audio-room>', () => {
  const rooms = new AudioRoomFixture();

  it('creates a room and enters it as a listener, in one click', async () => {
    const el = await rooms.start();
    const created = eventOf(el, 'room-created');
    button(el, 'Create a room').click();
    const { roomId, hostKey } = await created;
    expect([roomId, hostKey]).to.deep.equal(['abc', 'key']);
    expect(el.getAttribute('room-id')).to.equal('abc');
    expect(el.snapshot!.phase).to.equal('listening');
    await offers(el, 'Go on stage');
  });

  it('creates no room just by being shown', async () => {
    await rooms.start();
    expect(rooms.api.calls).to.deep.equal([]);
  });

  it('joins from its lobby and remembers the name', async () => {
    await rooms.listening();
    expect(rooms.api.joins.at(-1)!.name).to.equal('Zoë');
    const other = await fixture<AudioRoom>(html`<audio-room></audio-room>`);
    expect(other.name).to.equal('Zoë');
  });

  it('does not ask a listener for the microphone', async () => {
    const media = navigator.mediaDevices;
    const real = media.getUserMedia.bind(media);
    let asked = 0;
    media.getUserMedia = (constraints) => (asked++, real(constraints));
    await rooms.listening();
    media.getUserMedia = real;
    expect(asked).to.equal(0);
  });

  it('goes on stage, mutes, unmutes, steps back and leaves', async () => {
    const el = await rooms.listening();
    button(el, 'Go on stage').click();
    await offers(el, 'Mute');
    const tile = () => deepAll(el, 'participant-tile')[0];
    expect(tile()!.getAttribute('name')).to.equal('Zoë');
    button(el, 'Mute').click();
    await waitUntil(() => tile()!.hasAttribute('muted'));
    button(el, 'Unmute').click();
    await waitUntil(() => !tile()!.hasAttribute('muted'));
    button(el, 'Step back').click();
    await waitUntil(() => tile() === undefined);
    const left = eventOf(el, 'room-left');
    button(el, 'Leave').click();
    expect((await left).reason).to.equal('user');
    await says(el, en.left.user.title);
  });

  it('checks the microphone before it joins as a speaker', async () => {
    const el = await rooms.lobby();
    button(el, 'Go on stage').click();
    await offers(el, 'Go on stage now');
    expect(rooms.api.joins.length, 'joined already').to.equal(0);
    await says(el, en.micCheckHeard);
    await still();
    await expect(el).to.be.accessible();
    button(el, 'Go on stage now').click();
    await offers(el, 'Mute');
    expect(rooms.api.joins[0]!.role).to.equal('speaker');
  });

  it('closes the microphone when the person goes back from the check', async () => {
    const el = await rooms.lobby();
    button(el, 'Go on stage').click();
    await says(el, en.micCheckHeard);
    const { microphone } = el.session!;
    button(el, 'Back').click();
    await offers(el, 'Join as a listener');
    expect(microphone.stream).to.equal(undefined);
  });

  it('shows others as they come and go', async () => {
    const el = await rooms.listening();
    const stage = rooms.sdk.stages.at(-1)!;
    const ana = stage.speaker('a', 'Ana');
    await waitUntil(() => deepAll(el, 'participant-tile[name=Ana]').length === 1);
    stage.emit(rooms.sdk.sdk.StageEvents.STAGE_PARTICIPANT_LEFT, ana);
    await waitUntil(() => deepAll(el, 'participant-tile').length === 0);
  });

  it('moves the focus into each new view', async () => {
    const el = await rooms.lobby();
    button(el, 'Join as a listener').focus();
    button(el, 'Join as a listener').click();
    await offers(el, 'Leave');
    await waitUntil(() => el.shadowRoot!.activeElement?.localName === 'audio-room-view');
    button(el, 'Leave').click();
    await waitUntil(() => el.shadowRoot!.activeElement?.localName === 'audio-room-ended');
  });

  it('leaves the focus where it is when it first appears', async () => {
    const before = document.activeElement;
    await rooms.lobby();
    expect(document.activeElement).to.equal(before);
  });

  it('stays in the room when it is moved, and leaves when it is removed', async () => {
    const el = await rooms.listening();
    const { session } = el;
    const other = document.createElement('section');
    el.parentElement!.append(other);
    other.append(el);
    await new Promise((resolve) => setTimeout(resolve));
    expect(session!.snapshot.phase).to.equal('listening');
    rooms.sdk.stages.at(-1)!.speaker('a', 'Ana');
    await waitUntil(() => deepAll(el, 'participant-tile').length === 1, 'deaf after the move');
    el.remove();
    await waitUntil(() => session!.snapshot.phase === 'left');
  });

  it('shows the lobby when it is put back into the page later', async () => {
    const el = await rooms.listening();
    const parent = el.parentElement!;
    el.remove();
    await waitUntil(() => el.session === undefined);
    parent.append(el);
    await offers(el, 'Join as a listener');
  });

  it('leaves the room when it is given another one', async () => {
    const el = await rooms.listening();
    const { session } = el;
    const left = eventOf(el, 'room-left');
    el.roomId = 'other';
    expect((await left).reason).to.equal('user');
    expect(session!.snapshot.phase).to.equal('left');
  });

  it('leaves the microphone check when it is given another room', async () => {
    const el = await rooms.lobby();
    button(el, 'Go on stage').click();
    await says(el, en.micCheckHeard);
    const { microphone } = el.session!;
    el.roomId = 'other';
    await offers(el, 'Join as a listener');
    expect(microphone.stream).to.equal(undefined);
  });

  it('tells the page that it has left when it is removed', async () => {
    const el = await rooms.listening();
    const left = eventOf(el, 'room-left');
    el.remove();
    expect((await left).reason).to.equal('user');
  });

  it('shows the session that a page sets, and returns it at once', async () => {
    const el = await rooms.start();
    const { RoomSession } = await import('../../../../src/client/session/room-session.ts');
    const session = new RoomSession({ loadSdk: rooms.loadSdk });
    el.session = session;
    expect(el.session).to.equal(session);
    await waitUntil(() => el.snapshot === session.snapshot);
  });

  it('can join again after leaving', async () => {
    const el = await rooms.listening();
    button(el, 'Leave').click();
    await offers(el, 'Join again');
    button(el, 'Join again').click();
    await offers(el, 'Join as a listener');
    button(el, 'Join as a listener').click();
    await offers(el, 'Leave');
  });

  it('works beside another room on the same page', async () => {
    const [one, two] = [await rooms.listening(), await rooms.listening()];
    button(one, 'Leave').click();
    await says(one, en.left.user.title);
    expect(two.snapshot!.phase).to.equal('listening');
  });
});
