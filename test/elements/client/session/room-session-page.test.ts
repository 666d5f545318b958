import { expect } from '@open-wc/testing';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { nextFrame, until } from '../client-support.ts';

describe('RoomSession and its page', () => {
  let world: FakeSession;
  let { api, fake, session, stage, joinFaster, stages, back, pendingTimers } = {} as FakeSession;

  beforeEach(
    async () =>
      ({ api, fake, session, stage, joinFaster, stages, back, pendingTimers } = world =
        await fakeSession()),
  );

  afterEach(() => world.end());

  it('sends no requests while the page is hidden', async () => {
    const hide = (state: string) =>
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    hide('hidden');
    await joinFaster(1_000);
    for (let frames = 0; frames < 5; frames++) await nextFrame(); // 80 s of its time
    expect(api.calls).to.have.length(1);
    hide('visible');
    await until(() => api.calls.length > 1, 'read');
    Reflect.deleteProperty(document, 'visibilityState');
  });

  it('leaves the stage on pagehide, and comes back as a listener on pageshow', async () => {
    await joinFaster(100, true);
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(stage().left).to.equal(true);
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await stages(2);
    await back();
    expect(session.snapshot.phase).to.equal('listening');
    expect(session.snapshot.publishing).to.equal(false);
  });

  it('plays each speaker once, shows that autoplay is blocked, and starts on resumeAudio()', async () => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was
    const { play } = HTMLMediaElement.prototype;
    let blocked = true;
    let elements: HTMLMediaElement[] = [];
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      elements.push(this);
      if (blocked) return Promise.reject(new DOMException('No gesture', 'NotAllowedError'));
      Object.defineProperty(this, 'paused', { value: false, configurable: true });
      return Promise.resolve();
    };
    try {
      await joinFaster(1);
      const ana = stage().speaker('a', 'Ana');
      await until(() => session.snapshot.audioBlocked, 'blocked');
      expect(elements).to.have.length(1);
      blocked = false;
      elements = [];
      await session.resumeAudio();
      expect(session.snapshot.audioBlocked).to.equal(false);
      expect(elements).to.have.length(1);
      stage().emit(fake.sdk.StageEvents.STAGE_PARTICIPANT_LEFT, ana);
      expect(elements[0]!.srcObject === null).to.equal(true);
    } finally {
      HTMLMediaElement.prototype.play = play;
    }
  });

  it('leaves no timer, sound, stage or event listener behind', async () => {
    const made: HTMLAudioElement[] = [];
    const RealAudio = window.Audio;
    window.Audio = class extends RealAudio {
      constructor() {
        super();
        made.push(this);
      }
    };
    await joinFaster(1, true);
    stage().speaker('a', 'Ana');
    window.Audio = RealAudio;
    expect(made).to.have.length(1);
    stage().connection('connecting'); // its patience is a timer, too
    expect(pendingTimers()).to.be.greaterThan(0);
    session.leave();
    for (let frames = 0; frames < 2; frames++) await nextFrame();
    expect(pendingTimers()).to.equal(0);
    expect(made.every(({ srcObject, paused }) => srcObject === null && paused)).to.equal(true);
    expect(stage().left).to.equal(true);
    const over = session.snapshot;
    stage().speaker('b', 'Bob');
    stage().connection('connected');
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    session.leave();
    expect(session.snapshot).to.equal(over);
    expect(fake.stages).to.have.length(1);
  });
});
