import { expect } from '@open-wc/testing';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { nextFrame, until } from '../client-support.ts';

describe('RoomSession: listener count and connection quality', () => {
  let world: FakeSession;
  let { api, fake, session, history, stage, joinFaster } = {} as FakeSession;

  beforeEach(
    async () => ({ api, fake, session, history, stage, joinFaster } = world = await fakeSession()),
  );

  afterEach(() => world.end());

  it('reads the listener count every 10 s until the stage counts', async () => {
    await joinFaster(1_000);
    api.listeners = 9;
    await until(() => session.snapshot.listeners === 9, 'read');
    const polls = () => api.calls.filter(({ path }) => path === '/api/rooms/abc').length;
    await until(() => polls() >= 3, 'read again');
    stage().emit(fake.sdk.StageEvents.STAGE_SUBSCRIBER_COUNT_CHANGED, 2);
    const before = polls();
    for (let frames = 0; frames < 5; frames++) await nextFrame(); // 80 s of its time
    expect(polls()).to.equal(before);
    expect(session.snapshot.listeners).to.equal(2);
  });

  it('measures the connection every 5 s while audio is received', async () => {
    await joinFaster(200);
    const quality = (wanted: string | undefined) =>
      until(() => session.snapshot.quality === wanted, wanted ?? 'unknown');
    const ana = stage().speaker('a', 'Ana');
    await quality('good');
    stage().networkQuality = 1;
    await quality('poor');
    stage().connection('connecting');
    expect(session.snapshot.quality).to.equal(undefined);
    stage().connection('connected');
    await quality('poor');
    stage().emit(fake.sdk.StageEvents.STAGE_PARTICIPANT_STREAMS_REMOVED, ana, []);
    await quality(undefined);
  });

  it('is lost within two measurements if nothing arrives, whatever the SDK says, and recovers', async () => {
    await joinFaster(200);
    const quality = (wanted: string) => until(() => session.snapshot.quality === wanted, wanted);
    stage().speaker('a', 'Ana');
    await quality('good');
    stage().arriving = false;
    const before = stage().measures;
    await quality('lost');
    expect(stage().measures - before).to.be.at.most(2);
    expect(session.snapshot.reconnecting).to.equal(false);
    stage().arriving = true;
    await quality('good');
  });

  it('is lost while the browser is offline and nothing is measured', async () => {
    const onLine = (value: boolean) =>
      Object.defineProperty(navigator, 'onLine', { value, configurable: true });
    try {
      await joinFaster(200);
      onLine(false);
      window.dispatchEvent(new Event('offline'));
      history.length = 0;
      for (let frames = 0; frames < 10; frames++) await nextFrame(); // 33 s of its time, with nobody on stage
      expect(session.snapshot.quality).to.equal('lost');
      expect(history.filter(({ quality }) => quality !== 'lost')).to.deep.equal([]);
      onLine(true);
      await until(() => session.snapshot.quality === undefined, 'taken back');
    } finally {
      Reflect.deleteProperty(navigator, 'onLine'); // what the prototype says
    }
  });

  it('is lost at once when the browser goes offline, and recovers if everything still arrives', async () => {
    await joinFaster(200);
    const quality = (wanted: string) => until(() => session.snapshot.quality === wanted, wanted);
    stage().speaker('a', 'Ana');
    await quality('good');
    window.dispatchEvent(new Event('offline'));
    expect(session.snapshot.quality).to.equal('lost');
    await quality('good');
    stage().arrived++; // since the last measure
    stage().arriving = false;
    window.dispatchEvent(new Event('offline'));
    history.length = 0;
    for (let frames = 0; frames < 10; frames++) await nextFrame(); // 33 s of its time
    expect(session.snapshot.quality).to.equal('lost');
    expect(history.every(({ quality }) => quality === 'lost')).to.equal(true); // and not good for a moment
  });
});
