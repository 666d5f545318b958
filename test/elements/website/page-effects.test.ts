import { expect } from '@open-wc/testing';
import { PageEffects } from '../../../website/page-effects.ts';
import { en } from '../../../website/site-texts-en.ts';
import { snapshotOf } from '../components/element-support.ts';
import { waitUntil } from '../wait-until.ts';

const texts = en;
const speaking = snapshotOf({ phase: 'speaking' });

describe('the page around a room', () => {
  const { title } = document;
  let held = 0;
  let microphone: boolean | undefined;

  before(() => {
    const lock = (): Promise<WakeLockSentinel> => {
      held++;
      const release = (): Promise<void> => {
        held--;
        return Promise.resolve();
      };
      return Promise.resolve({ release } as Partial<WakeLockSentinel> as WakeLockSentinel);
    };
    Object.defineProperty(navigator.wakeLock, 'request', { value: lock, configurable: true });
    navigator.mediaSession.setMicrophoneActive = (active) => {
      microphone = active;
      return Promise.resolve();
    };
  });

  after(() => {
    Reflect.deleteProperty(navigator.wakeLock, 'request');
    Reflect.deleteProperty(navigator.mediaSession, 'setMicrophoneActive');
    document.title = title;
  });

  it('shows in its title and to the system whether the person listens, speaks or is muted', async () => {
    const effects = new PageEffects(texts);
    for (const [snapshot, standing] of [
      [snapshotOf(), texts.listening],
      [speaking, texts.live],
      [{ ...speaking, muted: true }, texts.muted],
    ] as const) {
      effects.show(snapshot);
      expect(document.title).to.equal(`${standing} · ${texts.roomTitle}`);
      expect(navigator.mediaSession.metadata?.artist).to.equal(standing);
      expect(navigator.mediaSession.playbackState).to.equal('playing');
    }
    expect(microphone).to.equal(false);
    effects.show(speaking);
    expect(microphone).to.equal(true);
    effects.show({ ...speaking, room: { ...speaking.room!, title: 'Bees' } });
    expect(document.title).to.equal(`${texts.live} · Bees`);
    expect(navigator.mediaSession.metadata?.title).to.equal('Bees');
    effects.show(snapshotOf({ phase: 'left' }));
    expect(document.title).to.equal(texts.roomTitle);
    expect(navigator.mediaSession.playbackState).to.equal('none');
    expect(navigator.mediaSession.metadata).to.equal(null);
    await waitUntil(() => held === 0);
  });

  it('keeps the screen on while in a room', async () => {
    const effects = new PageEffects(texts);
    effects.show(snapshotOf({ phase: 'joining' }));
    expect(held).to.equal(0);
    effects.show(snapshotOf());
    effects.show(speaking);
    expect(held).to.equal(1);
    effects.show(snapshotOf({ phase: 'left' }));
    await waitUntil(() => held === 0);
  });

  it('keeps the screen on again when the page is visible again', async () => {
    const effects = new PageEffects(texts);
    effects.show(snapshotOf());
    const look = (hidden: boolean): void => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    look(true);
    await waitUntil(() => held === 0);
    look(false);
    Reflect.deleteProperty(document, 'hidden');
    expect(held).to.equal(1);
    effects.show(undefined);
    await waitUntil(() => held === 0);
  });
});
