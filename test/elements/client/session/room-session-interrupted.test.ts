import { expect } from '@open-wc/testing';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { replace, until } from '../client-support.ts';

describe('RoomSession: what happens outside of the page', () => {
  let world: FakeSession;
  let { session, stage } = {} as FakeSession;
  const handlers = new Map<string, (() => void) | null>();
  let restore = () => {};

  beforeEach(async () => {
    ({ session, stage } = world = await fakeSession());
    restore = replace(
      navigator.mediaSession,
      'setActionHandler',
      (action: string, handler: () => void) => {
        if (action === 'hangup') throw new TypeError('Unknown action.'); // as in an older browser
        handlers.set(action, handler);
      },
    );
    await session.join('abc', { name: 'Zoë' });
  });

  afterEach(() => {
    world.end();
    restore();
  });

  /** The system pauses the microphone, or gives it back. */
  function systemPauses(muted: boolean): void {
    const track = session.microphone.stream!.getAudioTracks()[0]!;
    Object.defineProperty(track, 'muted', { value: muted, configurable: true });
    track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  const state = () => [session.snapshot.microphonePaused, session.snapshot.muted];

  it('mutes a speaker whose microphone the system pauses, for everybody to see, and unmutes them after it', async () => {
    await session.goOnStage();
    systemPauses(true);
    expect(state()).to.deep.equal([true, true]);
    expect(stage().published!.isMuted).to.equal(true);
    systemPauses(false);
    expect(state()).to.deep.equal([false, false]);
    expect(stage().published!.isMuted).to.equal(false);
  });

  it('leaves a speaker muted who was muted before, or who mutes meanwhile', async () => {
    await session.goOnStage({ muted: true });
    systemPauses(true);
    systemPauses(false);
    expect(state()).to.deep.equal([false, true]);
    await session.setMuted(false);
    systemPauses(true);
    await session.setMuted(true);
    systemPauses(false);
    expect(state()).to.deep.equal([false, true]);
    expect(stage().published!.isMuted).to.equal(true);
  });

  it('opens the microphone again for a speaker who unmutes while the system pauses it', async () => {
    await session.goOnStage();
    systemPauses(true);
    const before = session.microphone.stream;
    await session.setMuted(false);
    expect(session.microphone.stream === before).to.equal(false);
    expect(state()).to.deep.equal([false, false]);
    expect(stage().published!.isMuted).to.equal(false);
  });

  it('forgets the pause when a speaker steps back', async () => {
    await session.goOnStage();
    systemPauses(true);
    session.stepBack();
    await until(() => session.snapshot.phase === 'listening', 'listening');
    expect(state()).to.deep.equal([false, false]);
    await session.goOnStage();
    expect(state()).to.deep.equal([false, false]);
  });

  it('answers media keys, and gives them back when it ends', async () => {
    await session.goOnStage();
    handlers.get('pause')!();
    expect(session.snapshot.audioPaused).to.equal(true);
    handlers.get('play')!();
    expect(session.snapshot.audioPaused).to.equal(false);
    handlers.get('togglemicrophone')!();
    expect(session.snapshot.muted).to.equal(true);
    session.leave();
    expect([...handlers.values()].every((handler) => handler === null)).to.equal(true);
  });

  it('shows the output in use', async () => {
    const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId')!;
    HTMLMediaElement.prototype.setSinkId = () => Promise.resolve();
    await session.chooseOutput('headset');
    Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', own);
    expect(session.snapshot.outputId).to.equal('headset');
    expect(session.snapshot.outputLost).to.equal(false);
  });
});
