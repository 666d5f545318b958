import { expect } from '@open-wc/testing';
import { en } from '../../../../components/texts/en.ts';
import { Microphone } from '../../../../src/client/media/microphone.ts';
import { MicrophoneFoundEvent } from '../../../../src/client/media/microphone-events.ts';
import type { RoomErrorCode } from '../../../../src/client/room-error.ts';
import type { RoomSnapshot } from '../../../../src/client/snapshot.ts';
import {
  button,
  deepAll,
  eventOf,
  hasButton,
  snapshotOf,
  speaker,
  still,
  textOf,
  toneStream,
} from '../element-support.ts';
import { onStage, rendered, roomView } from './room-view-fixture.ts';
import { waitUntil } from '../../wait-until.ts';

describe('<audio-room-view>', () => {
  it('shows the title of the room, and that it is locked', async () => {
    const el = await roomView();
    expect(el.shadowRoot!.querySelector('h2')!.className).to.equal('hidden');
    const { room } = snapshotOf();
    const titled = await roomView({ room: { ...room!, title: 'Bees', locked: true } });
    const heading = titled.shadowRoot!.querySelector('h2')!;
    expect([heading.textContent, heading.className]).to.deep.equal(['Bees', '']);
    expect(textOf(titled)).to.include('Locked');
  });

  it('shows everyone on stage with name and state, and the number of listeners', async () => {
    const el = await roomView({
      speakers: [speaker('Ana'), speaker('Li', { muted: true })],
      listeners: 1,
    });
    const tiles = deepAll(el, 'participant-tile');
    expect(
      tiles.map((tile) => [tile.getAttribute('name'), tile.hasAttribute('muted')]),
    ).to.deep.equal([
      ['Ana', false],
      ['Li', true],
    ]);
    expect(textOf(el)).to.include('1 listener');
  });

  it('shows whether the microphone is muted, as the snapshot says', async () => {
    const el = await roomView(onStage);
    expect(hasButton(el, 'Mute')).to.equal(true);
    el.snapshot = snapshotOf({ ...onStage, muted: true });
    await rendered(el);
    expect(hasButton(el, 'Unmute')).to.equal(true);
  });

  it('asks to start sound that the browser blocks', async () => {
    const el = await roomView({ audioBlocked: true });
    const request = eventOf(el, 'audio-request');
    button(el, 'Tap to listen').click();
    await request;
  });

  it('says that no sound arrives and what to do, and warns before the stage', async () => {
    const speakers = [speaker('Ana', { unheard: true })];
    const el = await roomView({ speakers, receptionBlocked: true });
    const alert = el.shadowRoot!.querySelector('[role=alert]');
    expect(alert!.textContent).to.equal(en.nothingHeard);
    expect(textOf(el)).to.include(en.goOnStageBlockedHint).and.not.to.include(en.goOnStageHint);
    expect(button(el, 'Go on stage').title).to.equal(en.goOnStageBlockedHint);
    el.snapshot = snapshotOf({ speakers: [speaker('Ana')] });
    await rendered(el);
    expect(el.shadowRoot!.querySelector('[role=alert]')).to.equal(null);
    expect(textOf(el)).to.include(en.goOnStageHint);
  });

  it('says who can not be heard while others can, in the notice and on the tile', async () => {
    const away = ['Li', 'Bo'].map((name) => speaker(name, { unheard: true }));
    const el = await roomView({ speakers: [speaker('Ana'), ...away] });
    expect(textOf(el)).to.include('You can’t hear Li and Bo at the moment.');
    const tiles = deepAll(el, 'participant-tile').map((tile) => textOf(tile));
    expect(tiles).to.deep.equal(['Ana', `${en.unheard} Li`, `${en.unheard} Bo`]);
  });

  it('says only that the connection is lost while it is, and not who is unheard because of it', async () => {
    const speakers = [speaker('Ana', { unheard: true })];
    const text = textOf(await roomView({ speakers, quality: 'lost' }));
    expect(text).to.include(en.reconnecting).and.not.to.include('You can’t hear');
  });

  it('says that the sound is paused, the microphone too, or the output gone', async () => {
    const el = await roomView({ audioPaused: true });
    expect(textOf(el)).to.include(en.soundPaused);
    const request = eventOf(el, 'audio-request');
    button(el, 'Tap to listen').click();
    await request;
    expect(textOf(await roomView({ microphonePaused: true }))).to.include(en.microphonePaused);
    expect(textOf(await roomView({ outputLost: true }))).to.include(en.outputLost);
  });

  it('says that the connection is lost', async () => {
    expect(textOf(await roomView({ reconnecting: true }))).to.include(en.reconnecting);
  });

  it('shows an error until it is dismissed', async () => {
    const el = await roomView();
    el.errorCode = 'STAGE_FULL';
    await rendered(el);
    expect(el.shadowRoot!.querySelector('[role=alert]')!.textContent).to.equal(
      en.errors.STAGE_FULL,
    );
    let dismissed = 0;
    el.addEventListener('dismiss', () => dismissed++);
    button(el, 'Dismiss').click();
    expect(dismissed).to.equal(1);
  });

  it('shows a text of its own if the microphone is unplugged on stage', async () => {
    const el = await roomView(onStage);
    el.errorCode = 'MICROPHONE_NOT_FOUND';
    await rendered(el);
    expect(textOf(el)).to.include(en.microphoneGone);
  });

  it('offers to try again after every failure of the microphone and of publishing, on stage and before', async () => {
    for (const errorCode of Object.keys(en.errors) as RoomErrorCode[]) {
      const el = await roomView();
      el.errorCode = errorCode;
      await rendered(el);
      const mayTry = errorCode.startsWith('MICROPHONE_') || errorCode === 'PUBLISH_FAILED';
      expect(hasButton(el, 'Try again'), errorCode).to.equal(mayTry);
    }
    const el = await roomView();
    el.errorCode = 'MICROPHONE_DISMISSED';
    await rendered(el);
    const going = eventOf(el, 'stage-request');
    button(el, 'Try again').click();
    expect((await going).onStage).to.equal(true);
    el.snapshot = snapshotOf({ ...onStage, muted: true });
    await rendered(el);
    const unmuting = eventOf(el, 'mic-request');
    button(el, 'Try again').click();
    expect((await unmuting).muted).to.equal(false);
  });

  it('says that a prompt waits, and cancels it', async () => {
    const media = navigator.mediaDevices;
    const own = media.getUserMedia.bind(media);
    media.getUserMedia = () => new Promise(() => {});
    const el = await roomView({ publishing: true });
    const microphone = (el.microphone = new Microphone());
    await rendered(el);
    const opening = microphone.open().catch((error: unknown) => (error as Error).name);
    await waitUntil(() => textOf(el).includes(en.microphoneWaiting), 'silent');
    button(el, 'Cancel').click();
    media.getUserMedia = own;
    expect(await opening).to.equal('AbortError');
    await rendered(el);
    expect(textOf(el)).not.to.include(en.microphoneWaiting);
  });

  it('offers a microphone that was plugged in, and asks for it only after a click', async () => {
    const el = await roomView(onStage);
    const microphone = new Microphone();
    el.microphone = microphone;
    await rendered(el);
    microphone.dispatchEvent(new MicrophoneFoundEvent({ id: 'usb', label: 'USB Mic' }));
    await rendered(el);
    expect(textOf(el)).to.include('“USB Mic” was connected.');
    const request = eventOf(el, 'device-request');
    button(el, 'Use it').click();
    const { kind, deviceId } = await request;
    expect([kind, deviceId]).to.deep.equal(['microphone', 'usb']);
    await rendered(el);
    expect(textOf(el)).not.to.include('USB Mic');
  });

  it('tells people that they are talking while muted, until they unmute', async () => {
    const { stream, stop } = toneStream();
    const el = await roomView({ ...onStage, muted: true });
    el.microphone = Object.defineProperty(new Microphone(), 'stream', { get: () => stream });
    await waitUntil(() => textOf(el).includes(en.mutedWhileSpeaking), 'no hint');
    el.snapshot = snapshotOf(onStage);
    await rendered(el);
    expect(textOf(el)).not.to.include(en.mutedWhileSpeaking);
    stop();
  });

  it('shows the quality of the connection, as visible text if it is poor', async () => {
    expect(textOf(await roomView())).not.to.include('connection');
    for (const [quality, sentence, seen] of [
      ['good', en.qualityGood, false],
      ['poor', en.qualityPoor, true],
    ] as const) {
      const el = await roomView({ quality });
      expect(textOf(el)).to.include(sentence);
      const words = deepAll(el, '.quality span')[0]!;
      expect(words.getBoundingClientRect().width > 1, quality).to.equal(seen);
    }
  });

  it('shows the same notice if no audio arrives as if the SDK reconnects', async () => {
    for (const cut of [{ quality: 'lost' }, { reconnecting: true }] as const) {
      const el = await roomView(cut);
      expect(textOf(el)).to.include(en.reconnecting);
      expect(deepAll(el, '.quality')).to.deep.equal([]);
    }
  });

  it('counts down the last minutes', async () => {
    const closing = (seconds: number) => ({
      closesAt: performance.now() + seconds * 1000,
    });
    expect(textOf(await roomView(closing(600)))).not.to.include('Closes in');
    expect(textOf(await roomView(closing(239)))).to.include('Closes in 4 minutes');
    const el = await roomView(closing(30));
    const left = () => Number(/Closes in (\d+) seconds/.exec(textOf(el))?.[1]);
    const first = left();
    await waitUntil(() => left() < first, 'it stands still');
  });

  it('announces changes within a moment together, and once', async () => {
    const el = await roomView();
    for (const names of [['Ana'], ['Ana', 'Li'], ['Ana', 'Li', 'Bo']]) {
      el.snapshot = snapshotOf({ speakers: names.map((name) => speaker(name)) });
      await el.updateComplete;
    }
    const region = el.shadowRoot!.querySelector('p[role=status]')!;
    await waitUntil(() => region.textContent !== '', 'nothing said');
    expect(region.textContent).to.equal('3 people joined the stage');
  });

  for (const [state, changes] of Object.entries<Partial<RoomSnapshot>>({
    'an empty room': {},
    'a speaker': onStage,
    'a muted speaker': { ...onStage, muted: true },
    'a full stage': { speakers: Array.from({ length: 12 }, (_, i) => speaker(`P${i}`)) },
    'no connection': { reconnecting: true },
    'no sound': { audioBlocked: true },
    'a network that lets no sound through': {
      speakers: [speaker('Ana', { unheard: true })],
      receptionBlocked: true,
    },
    'the way to the stage': { publishing: true },
  })) {
    it(`is accessible for ${state}`, async () => {
      const el = await roomView(changes);
      await still();
      await expect(el).to.be.accessible();
    });
  }
});
