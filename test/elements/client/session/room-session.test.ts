import { expect } from '@open-wc/testing';
import { RoomSession } from '../../../../src/client/session/room-session.ts';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { failureOf, until } from '../client-support.ts';

describe('RoomSession', () => {
  let world: FakeSession;
  let { api, fake, session, history, stage } = {} as FakeSession;

  beforeEach(async () => ({ api, fake, session, history, stage } = world = await fakeSession()));
  afterEach(() => world.end());

  const join = () => session.join('abc', { name: 'Zoë' });
  const phases = () =>
    history.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);

  it('joins as a listener, without opening the microphone', async () => {
    const media = navigator.mediaDevices;
    const asked: unknown[] = [];
    const real = media.getUserMedia.bind(media);
    media.getUserMedia = (constraints) => (asked.push(constraints), real(constraints));
    await join();
    media.getUserMedia = real;
    expect(phases()).to.deep.equal(['joining', 'listening']);
    expect(session.snapshot.self).to.deep.equal({ id: 'me', name: 'Zoë' });
    expect(session.snapshot.room!.id).to.equal('abc');
    expect(session.snapshot.listeners).to.equal(3);
    expect(asked).to.deep.equal([]);
    expect(stage().strategy.shouldSubscribeToParticipant(stage().info('a', 'A', false))).to.equal(
      'audio_only',
    );
  });

  it('creates a room, returns the host key and listens', async () => {
    const answer = await session.create({ name: 'Zoë' });
    expect(answer.hostKey).to.equal('key');
    expect(api.calls.map(({ path }) => path)).to.deep.equal(['/api/rooms']);
    expect(api.joins).to.deep.equal([{ name: 'Zoë', role: 'speaker' }]);
    expect(session.snapshot.phase).to.equal('listening');
  });

  it('fires change only for a new snapshot', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage();
    stage().speaker('a', 'Ana');
    stage().speaker('a', 'Ana');
    await session.setMuted(false);
    stage().connection('connected');
    session.stepBack();
    session.leave();
    session.leave();
    expect(history.filter((snapshot, i) => snapshot === history[i - 1])).to.deep.equal([]);
  });

  it('joins once', async () => {
    await join();
    expect((await failureOf(join())).message).to.match(/joins once/);
  });

  it('shows speakers by the names in their tokens, in order of arrival', async () => {
    await join();
    stage().speaker('a', 'Ana');
    const foreign = { ...stage().info('b', '', false), userId: '\u202Eadmin' };
    stage().emit(fake.sdk.StageEvents.STAGE_PARTICIPANT_JOINED, foreign);
    expect(
      session.snapshot.speakers.map(({ name, stream }) => [name, stream !== undefined]),
    ).to.deep.equal([
      ['Ana', true],
      ['b', false],
    ]);
    stage().emit(fake.sdk.StageEvents.STAGE_PARTICIPANT_LEFT, foreign);
    expect(session.snapshot.speakers.map(({ name }) => name)).to.deep.equal(['Ana']);
    const long = 'น้ำ'.repeat(40); // user_id has room for ten of them, the attributes for all
    stage().speaker('c', long);
    expect(session.snapshot.speakers.map(({ name }) => name)).to.deep.equal(['Ana', long]);
  });

  it('counts listeners as the stage does, and is never off by one when a speaker leaves', async () => {
    await join();
    const ana = stage().speaker('a', 'Ana');
    const count = (number: number) =>
      stage().emit(fake.sdk.StageEvents.STAGE_SUBSCRIBER_COUNT_CHANGED, number);
    count(8);
    await until(() => session.snapshot.listeners === 7, 'settled');
    stage().emit(fake.sdk.StageEvents.STAGE_PARTICIPANT_LEFT, ana);
    count(7);
    count(5);
    await until(() => session.snapshot.listeners === 5, 'settled');
    expect(history.slice(-3).map(({ listeners }) => listeners)).to.not.include(8);
  });

  describe('leaving', () => {
    const reasons = [
      ['TOKEN_REUSED', 'joined-elsewhere'],
      ['STAGE_DELETED', 'room-ended'],
    ] as const;

    for (const [sdkReason, reason] of reasons) {
      it(`has the reason ${reason} for the SDK's ${sdkReason}`, async () => {
        await session.create({ name: 'Zoë' });
        await session.goOnStage();
        stage().end(fake.sdk.StageLeftReason[sdkReason]);
        expect(session.snapshot.phase).to.equal('left');
        expect(session.snapshot.leftReason).to.equal(reason);
        expect(session.microphone.stream === undefined, 'closed').to.equal(true);
        expect(history.some(({ reconnecting }) => reconnecting)).to.equal(false);
      });
    }

    const refusals = [
      ['STAGE_DELETED', 'room-ended', 'ROOM_ENDED'],
      ['PARTICIPANT_DISCONNECTED', 'removed', 'JOIN_REFUSED'],
      ['TOKEN_MALFORMED', 'failed', 'JOIN_REFUSED'],
      ['TOKEN_EXPIRED', 'failed', 'JOIN_REFUSED'],
      ['STAGE_AT_CAPACITY', 'failed', 'ROOM_FULL'],
      ['TIMEOUT', 'failed', 'STAGE_UNREACHABLE'],
      ['FAILED', 'failed', 'STAGE_UNREACHABLE'],
    ] as const;

    for (const [code, reason, error] of refusals) {
      it(`has the reason ${reason} and the error ${error} if joining fails with ${code}`, async () => {
        fake.behaviour.join = fake.sdk.StageErrorCode[code];
        expect((await failureOf(join())).code).to.equal(error);
        expect(session.snapshot.phase).to.equal('left');
        expect(session.snapshot.leftReason).to.equal(reason);
        expect(session.snapshot.error!.code).to.equal(error);
        expect(stage().left).to.equal(true);
      });
    }

    it("has the API's code if there is no such room, and makes no stage", async () => {
      api.refusals.push({ status: 404, code: 'ROOM_NOT_FOUND' });
      expect((await failureOf(join())).code).to.equal('ROOM_NOT_FOUND');
      expect(session.snapshot.leftReason).to.equal('failed');
      expect(fake.stages).to.have.length(0);
    });

    it('cancels joining', async () => {
      const joining = join();
      session.leave();
      expect((await failureOf(joining)).name).to.equal('AbortError');
      expect(session.snapshot.leftReason).to.equal('user');
      expect(fake.stages).to.have.length(0);
    });

    it('cancels joining while the SDK loads, and makes no stage later', async () => {
      let loaded: (() => void) | undefined;
      const slow = new RoomSession({
        loadSdk: () => new Promise((resolve) => (loaded = () => resolve(fake.sdk))),
      });
      const joining = slow.join('abc', { name: 'Zoë' });
      await until(() => api.tokens === 1, 'admitted');
      slow.leave();
      loaded!();
      expect((await failureOf(joining)).name).to.equal('AbortError');
      expect(fake.stages).to.have.length(0);
    });

    it('works while the stage does not answer', async () => {
      fake.behaviour.join = 'hang';
      void join().catch(() => {});
      await until(() => fake.stages.length === 1, 'a stage');
      session.leave();
      expect(stage().left).to.equal(true);
      expect(session.snapshot.leftReason).to.equal('user');
    });
  });
});
