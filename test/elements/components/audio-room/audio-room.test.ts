import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../../components/audio-room/audio-room.ts';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { en } from '../../../../components/texts/en.ts';
import { es } from '../../../../components/texts/es.ts';
import { problems, type ProblemCode } from '../../../../src/api/problems.ts';
import type { LeftReason } from '../../../../src/client/snapshot.ts';
import { FakeApi } from '../../client/fake-api.ts';
import { fakeSdk, type FakeSdk } from '../../client/fake-stage.ts';
import { button, deepAll, eventOf, hasButton, still, textOf } from '../element-support.ts';

describe('<audio-room>', () => {
  let api: FakeApi;
  let fake: FakeSdk;

  beforeEach(async () => {
    localStorage.clear();
    api = new FakeApi();
    fake = await fakeSdk();
  });

  afterEach(() => api.restore());

  const loadSdk = () => Promise.resolve(fake.sdk);
  const has = (el: Element, text: string) =>
    waitUntil(() => textOf(el).includes(text), `no "${text}" in "${textOf(el)}"`, {
      timeout: 5000,
    });
  const hasControl = (el: Element, name: string) =>
    waitUntil(() => hasButton(el, name), `no button "${name}"`, { timeout: 5000 });

  const start = () =>
    fixture<AudioRoom>(html`<audio-room name="Zoë" .loadSdk=${loadSdk}></audio-room>`);

  const lobby = async (): Promise<AudioRoom> => {
    const el = await fixture<AudioRoom>(html`
      <audio-room room-id="abc" name="Zoë" .loadSdk=${loadSdk}></audio-room>
    `);
    await has(el, '3 listeners');
    return el;
  };

  const listening = async (): Promise<AudioRoom> => {
    const el = await lobby();
    button(el, 'Join as a listener').click();
    await hasControl(el, 'Leave');
    return el;
  };

  it('creates a room and enters it as a listener, in one click', async () => {
    const el = await start();
    const created = eventOf(el, 'room-created');
    button(el, 'Create a room').click();
    const { roomId, hostKey } = await created;
    expect([roomId, hostKey]).to.deep.equal(['abc', 'key']);
    expect(el.getAttribute('room-id')).to.equal('abc');
    expect(el.snapshot!.phase).to.equal('listening');
    await hasControl(el, 'Go on stage');
  });

  it('creates nothing by being shown', async () => {
    await start();
    expect(api.calls).to.deep.equal([]);
  });

  it('joins from its lobby and remembers the name', async () => {
    await listening();
    expect(api.joins.at(-1)!.name).to.equal('Zoë');
    const other = await fixture<AudioRoom>(html`<audio-room></audio-room>`);
    expect(other.name).to.equal('Zoë');
  });

  it('does not ask a listener for the microphone', async () => {
    const media = navigator.mediaDevices;
    const real = media.getUserMedia.bind(media);
    let asked = 0;
    media.getUserMedia = (constraints) => (asked++, real(constraints));
    await listening();
    media.getUserMedia = real;
    expect(asked).to.equal(0);
  });

  it('goes on stage, mutes, unmutes, steps back and leaves, as the stage reports it', async () => {
    const el = await listening();
    button(el, 'Go on stage').click();
    await hasControl(el, 'Mute');
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
    await has(el, en.left.user.title);
  });

  it('checks the microphone before it joins on stage', async () => {
    const el = await lobby();
    button(el, 'Go on stage').click();
    await hasControl(el, 'Go on stage now');
    expect(api.joins.length, 'joined already').to.equal(0);
    await has(el, en.micCheckHeard);
    await still();
    await expect(el).to.be.accessible();
    button(el, 'Go on stage now').click();
    await hasControl(el, 'Mute');
    expect(api.joins[0]!.role).to.equal('speaker');
  });

  it('puts the microphone’s light out on the way back from the check', async () => {
    const el = await lobby();
    button(el, 'Go on stage').click();
    await has(el, en.micCheckHeard);
    const { microphone } = el.session!;
    button(el, 'Back').click();
    await hasControl(el, 'Join as a listener');
    expect(microphone.stream).to.equal(undefined);
  });

  it('shows others as they come and go', async () => {
    const el = await listening();
    const stage = fake.stages.at(-1)!;
    const ana = stage.speaker('a', 'Ana');
    await waitUntil(() => deepAll(el, 'participant-tile[name=Ana]').length === 1);
    stage.emit(fake.sdk.StageEvents.STAGE_PARTICIPANT_LEFT, ana);
    await waitUntil(() => deepAll(el, 'participant-tile').length === 0);
  });

  it('moves the focus along with the view', async () => {
    const el = await lobby();
    button(el, 'Join as a listener').focus();
    button(el, 'Join as a listener').click();
    await hasControl(el, 'Leave');
    await waitUntil(() => el.shadowRoot!.activeElement?.localName === 'room-view');
    button(el, 'Leave').click();
    await waitUntil(() => el.shadowRoot!.activeElement?.localName === 'room-ended');
  });

  it('leaves the focus where it is when it first appears', async () => {
    const before = document.activeElement;
    await lobby();
    expect(document.activeElement).to.equal(before);
  });

  it('stays in the room when it is moved, and leaves when it is removed', async () => {
    const el = await listening();
    const { session } = el;
    const other = document.createElement('section');
    el.parentElement!.append(other);
    other.append(el);
    await new Promise((resolve) => setTimeout(resolve));
    expect(session!.snapshot.phase).to.equal('listening');
    fake.stages.at(-1)!.speaker('a', 'Ana');
    await waitUntil(() => deepAll(el, 'participant-tile').length === 1, 'deaf after the move');
    el.remove();
    await waitUntil(() => session!.snapshot.phase === 'left');
  });

  it('begins again in the lobby when it is put back later', async () => {
    const el = await listening();
    const parent = el.parentElement!;
    el.remove();
    await waitUntil(() => el.session === undefined);
    parent.append(el);
    await hasControl(el, 'Join as a listener');
  });

  it('leaves the room when it is given another one', async () => {
    const el = await listening();
    const { session } = el;
    const left = eventOf(el, 'room-left');
    el.roomId = 'other';
    expect((await left).reason).to.equal('user');
    expect(session!.snapshot.phase).to.equal('left');
  });

  it('leaves the microphone check when it is given another room', async () => {
    const el = await lobby();
    button(el, 'Go on stage').click();
    await has(el, en.micCheckHeard);
    const { microphone } = el.session!;
    el.roomId = 'other';
    await hasControl(el, 'Join as a listener');
    expect(microphone.stream).to.equal(undefined);
  });

  it('tells the page that it has left when it is removed', async () => {
    const el = await listening();
    const left = eventOf(el, 'room-left');
    el.remove();
    expect((await left).reason).to.equal('user');
  });

  it('shows the session that a page sets, and hands it back at once', async () => {
    const el = await start();
    const { RoomSession } = await import('../../../../src/client/session/room-session.ts');
    const session = new RoomSession({ loadSdk });
    el.session = session;
    expect(el.session).to.equal(session);
    await waitUntil(() => el.snapshot === session.snapshot);
  });

  it('comes back after leaving', async () => {
    const el = await listening();
    button(el, 'Leave').click();
    await hasControl(el, 'Join again');
    button(el, 'Join again').click();
    await hasControl(el, 'Join as a listener');
    button(el, 'Join as a listener').click();
    await hasControl(el, 'Leave');
  });

  it('lives beside another room in the same page', async () => {
    const [one, two] = [await listening(), await listening()];
    button(one, 'Leave').click();
    await has(one, en.left.user.title);
    expect(two.snapshot!.phase).to.equal('listening');
  });

  for (const [sdkReason, reason] of [
    ['STAGE_DELETED', 'room-ended'],
    ['PARTICIPANT_DISCONNECTED', 'removed'],
    ['TOKEN_REUSED', 'joined-elsewhere'],
  ] as const satisfies readonly (readonly [string, LeftReason])[]) {
    it(`says so when the visit ends: ${reason}`, async () => {
      const el = await listening();
      fake.stages.at(-1)!.end(fake.sdk.StageLeftReason[sdkReason]);
      await has(el, en.left[reason].title);
      await has(el, en.left[reason].advice);
      expect(hasButton(el, 'Join again')).to.equal(reason !== 'room-ended');
    });
  }

  for (const code of Object.keys(problems) as ProblemCode[]) {
    it(`has a sentence for ${code} when the way in fails`, async () => {
      const el = await lobby();
      const refusal = { status: problems[code].status, code };
      api.refusals.push(refusal, refusal, refusal);
      const told = eventOf(el, 'room-error');
      button(el, 'Join as a listener').click();
      expect((await told).code).to.equal(code);
      await has(el, en.errors[code]);
      await expect(el).to.be.accessible();
    });
  }

  it('tells a wrong link from a right one', async () => {
    api.refusals.push({ status: 404, code: 'ROOM_NOT_FOUND' });
    const el = await fixture<AudioRoom>(html`<audio-room room-id="abc"></audio-room>`);
    await has(el, en.cannotJoin);
    await has(el, en.errors.ROOM_NOT_FOUND);
    expect(hasButton(el, 'Join again')).to.equal(false);
    el.roomId = 'xyz';
    await hasControl(el, 'Join as a listener');
  });

  it('says that the stage can’t be reached or does not let one in', async () => {
    fake.behaviour.join = 1;
    const el = await lobby();
    const told = eventOf(el, 'room-error');
    button(el, 'Join as a listener').click();
    await has(el, en.errors[(await told).code]);
    expect(hasButton(el, 'Join as a listener')).to.equal(true);
  });

  it('says that the part with the sound is missing', async () => {
    const el = await lobby();
    el.loadSdk = () => Promise.reject(new Error('blocked'));
    button(el, 'Join as a listener').click();
    await has(el, en.errors.SDK_UNAVAILABLE);
  });

  it('says that the microphone is refused, and goes on listening', async () => {
    const media = navigator.mediaDevices;
    const real = media.getUserMedia.bind(media);
    media.getUserMedia = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
    const el = await listening();
    button(el, 'Go on stage').click();
    await has(el, en.errors.MICROPHONE_DENIED);
    expect(el.snapshot!.phase).to.equal('listening');
    button(el, 'Dismiss').click();
    await waitUntil(() => !textOf(el).includes(en.errors.MICROPHONE_DENIED));
    media.getUserMedia = real;
  });

  it('speaks the language of the page around it, and of its own attribute first', async () => {
    const box = await fixture(html`<div lang="es-ES"><audio-room></audio-room></div>`);
    const el = box.querySelector('audio-room')!;
    await has(el, es.createRoom);
    el.lang = 'en';
    await has(el, en.createRoom);
  });

  it('says what a page wants it to say, and the rest as before', async () => {
    const el = await start();
    el.texts = { createRoom: 'Los geht’s' };
    await has(el, 'Los geht’s');
    await has(el, en.yourName);
  });

  it('follows a theme, remembers it, and tells the page', async () => {
    const el = await listening();
    button(el, 'Appearance').click();
    await waitUntil(() => deepAll(el, 'input[type=radio]').length > 0);
    const told = eventOf(document.body, 'theme-request');
    deepAll<HTMLInputElement>(el, 'input[type=radio]')[2]!.click();
    expect((await told).theme).to.equal('dark');
    await el.updateComplete;
    expect(el.getAttribute('theme')).to.equal('dark');
    expect(getComputedStyle(el).colorScheme).to.equal('dark');
    expect((await start()).theme).to.equal('dark');
  });

  it('leaves the page around it alone', async () => {
    const { title } = document;
    const { href } = location;
    const styles = document.adoptedStyleSheets.length + document.head.childElementCount;
    await listening();
    expect([document.title, location.href]).to.deep.equal([title, href]);
    expect(document.adoptedStyleSheets.length + document.head.childElementCount).to.equal(styles);
    expect(Object.keys(localStorage).every((key) => key.startsWith('audio-rooms.'))).to.equal(true);
  });

  for (const theme of ['light', 'dark', 'contrast'] as const) {
    it(`is accessible in the theme "${theme}"`, async () => {
      const el = await listening();
      for (const show of [start, lobby, () => Promise.resolve(el)]) {
        const shown = await show();
        shown.theme = theme;
        await shown.updateComplete;
        await still();
        await expect(shown).to.be.accessible();
      }
    });
  }

  it('is accessible at the start, in the lobby, in the room and at the end', async () => {
    await expect(await start()).to.be.accessible();
    await expect(await lobby()).to.be.accessible();
    const el = await listening();
    await still();
    await expect(el).to.be.accessible();
    el.leave();
    await has(el, en.left.user.title);
    await expect(el).to.be.accessible();
  });
});
