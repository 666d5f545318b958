import { expect } from '@open-wc/testing';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { FastTime, nextFrame, until } from '../client-support.ts';

const FACTOR = 30;
// 8 s, and 150 ms of real time for a machine that is busy. The end-to-end test measures 8 s.
const SOON_MS = 8_000 + FACTOR * 150;

describe('RoomSession: speakers who can not be heard', () => {
  let world: FakeSession;
  let { fake, session, history, stage } = {} as FakeSession;
  let time: FastTime;

  const unheard = () => session.snapshot.speakers.filter((one) => one.unheard).map(({ id }) => id);
  const subscriptions = (id: string) => stage().subscriptions.get(id) ?? 0;

  /** Waits until so many seconds of the session's time have passed. */
  async function pass(seconds: number): Promise<void> {
    const end = performance.now() + seconds * 1_000;
    while (performance.now() < end) await nextFrame();
  }

  beforeEach(async () => {
    ({ fake, session, history, stage } = world = await fakeSession());
    time = new FastTime(FACTOR);
    await session.join('abc', { name: 'Zoë' });
  });

  afterEach(async () => {
    world.end();
    for (let frames = 0; frames < 3; frames++) await nextFrame();
    expect(time.waiting, 'timers').to.equal(0);
    time.restore();
  });

  it('are shown within 8 s if the SDK can not subscribe to them, and no connection is called good', async () => {
    stage().unreachable.add('a');
    const began = performance.now();
    stage().speaker('a', 'Ana');
    await until(() => session.snapshot.receptionBlocked, 'blocked');
    expect(performance.now() - began).to.be.below(SOON_MS);
    expect(unheard()).to.deep.equal(['a']);
    await pass(10);
    expect(history.some(({ quality }) => quality === 'good' || quality === 'poor')).to.equal(false);
  });

  it('are shown within 8 s if the SDK has subscribed to them but nothing arrives', async () => {
    stage().silent.add('a');
    const began = performance.now();
    stage().speaker('a', 'Ana');
    await until(() => session.snapshot.receptionBlocked, 'blocked');
    expect(performance.now() - began).to.be.below(SOON_MS);
    await pass(6);
    expect(session.snapshot.quality).to.equal(undefined); // the SDK says "excellent"
  });

  it('are shown one by one while others are heard', async () => {
    stage().silent.add('b');
    stage().speaker('a', 'Ana');
    stage().speaker('b', 'Ben');
    await until(() => unheard().length > 0, 'unheard');
    expect(unheard()).to.deep.equal(['b']);
    expect(session.snapshot.receptionBlocked).to.equal(false);
    await until(() => session.snapshot.quality === 'good', 'good, because of Ana');
  });

  it('are no sign of a blocked network if they stop sending after a while', async () => {
    stage().speaker('a', 'Ana');
    await pass(3);
    stage().silent.add('a');
    await until(() => unheard().length > 0, 'unheard');
    expect(session.snapshot.receptionBlocked).to.equal(false);
  });

  it('are shown at once if the SDK gives up, whose error does not become one of publishing', async () => {
    stage().unreachable.add('a');
    const ana = stage().speaker('a', 'Ana');
    const { StageErrorCode } = fake.sdk;
    const { ERROR } = fake.sdk.StageEvents;
    const refusal = { category: 'SUBSCRIBE_ERROR', code: StageErrorCode.STAGE_AT_CAPACITY };
    stage().subscribeState(ana, 'errored');
    stage().emit(ERROR, refusal);
    await until(() => unheard().length > 0, 'unheard');
    expect(session.snapshot.error).to.equal(undefined);
    fake.behaviour.publish = 'hang';
    void session.goOnStage().catch(() => {});
    await until(() => stage().publications === 1, 'publishing');
    stage().emit(ERROR, refusal);
    stage().publishState('errored');
    await until(() => session.snapshot.error !== undefined, 'failed');
    expect(session.snapshot.error?.code).to.equal('PUBLISH_FAILED');
    await until(() => subscriptions('a') === 2, 'tried again');
  });

  it('are subscribed to again until they are heard', async () => {
    stage().unreachable.add('a');
    stage().silent.add('b');
    stage().speaker('a', 'Ana');
    stage().speaker('b', 'Ben');
    await until(() => subscriptions('b') > 1, 'Ben again');
    await until(() => subscriptions('a') > 1, 'Ana again');
    await until(() => subscriptions('a') > 2, 'Ana once more');
    stage().unreachable.clear();
    stage().silent.clear();
    await until(() => unheard().length === 0, 'heard');
    expect(session.snapshot.receptionBlocked).to.equal(false);
    expect(session.snapshot.speakers.every(({ stream }) => stream !== undefined)).to.equal(true);
    const before = subscriptions('a');
    await pass(40);
    expect(subscriptions('a')).to.equal(before);
  });

  it('are subscribed to again at once when the network is back', async () => {
    stage().unreachable.add('a');
    stage().speaker('a', 'Ana');
    await until(() => subscriptions('a') === 3, 'tried twice');
    stage().unreachable.clear();
    const began = performance.now();
    window.dispatchEvent(new Event('online'));
    await until(() => unheard().length === 0, 'heard');
    expect(performance.now() - began).to.be.below(5_000);
  });

  it('are measured less often while nobody sees the page, and at once when somebody does', async () => {
    const hide = (state: string) =>
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    stage().silent.add('a');
    stage().speaker('a', 'Ana');
    hide('hidden');
    try {
      await pass(2); // one was planned before
      const before = stage().receptions;
      await pass(40);
      expect(stage().receptions - before).to.be.within(3, 14);
      expect(unheard()).to.deep.equal(['a']);
      expect(subscriptions('a')).to.be.above(1);
      const hidden = stage().receptions;
      const shown = performance.now();
      hide('visible');
      document.dispatchEvent(new Event('visibilitychange'));
      await until(() => stage().receptions >= hidden + 3, 'measured');
      expect(performance.now() - shown).to.be.below(SOON_MS);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
    }
  });

  it('are not those who are muted, as soon as the SDK has subscribed to them', async () => {
    stage().silent.add('a');
    const { StageEvents, StreamType } = fake.sdk;
    const ana = stage().speaker('a', 'Ana');
    const muted = (isMuted: boolean) =>
      stage().emit(StageEvents.STAGE_STREAM_MUTE_CHANGED, ana, {
        streamType: StreamType.AUDIO,
        isMuted,
      });
    muted(true);
    await pass(10);
    expect(unheard()).to.deep.equal([]);
    muted(false);
    await until(() => unheard().length > 0, 'unheard');
  });

  it('are nobody while the session reconnects', async () => {
    stage().silent.add('a');
    stage().speaker('a', 'Ana');
    await until(() => unheard().length > 0, 'unheard');
    stage().connection('connecting');
    expect(unheard()).to.deep.equal([]);
    expect(session.snapshot.receptionBlocked).to.equal(false);
    await pass(10);
    expect(unheard()).to.deep.equal([]);
  });
});
