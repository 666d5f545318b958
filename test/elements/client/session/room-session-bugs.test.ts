import { expect } from '@open-wc/testing';
import { RoomApi } from '../../../../src/client/api/room-api.ts';
import { RoomSession } from '../../../../src/client/session/room-session.ts';
import { failureOf, FastTime, replace, until } from '../client-support.ts';
import { fakeSession, type FakeSession } from '../fake-session.ts';

/** Each of these bugs must reach `reportError` and the person, wherever it is thrown. */
describe('RoomSession and bugs', () => {
  const bug = new TypeError('x is not a function');
  function broken(): never {
    throw bug;
  }
  let world: FakeSession;
  let { api, fake, session, history, stage } = {} as FakeSession;
  let reported: unknown[];
  let restore: () => void;

  beforeEach(async () => {
    ({ api, fake, session, history, stage } = world = await fakeSession());
    reported = [];
    restore = replace(window, 'reportError', (error: unknown) => reported.push(error));
  });

  afterEach(() => {
    world.end();
    restore();
  });

  const join = () => session.join('abc', { name: 'Zoë', role: 'speaker' });
  const shown = () => session.snapshot.error?.code;
  const expectReported = () => void expect(reported).to.deep.equal([bug]);

  const joins = {
    'the constructor of Stage': () => Object.assign(fake.sdk, { Stage: broken }),
    'Stage.join()': () => Object.assign(fake.sdk.Stage.prototype, { join: broken }),
    'a promise of Stage.join()': () =>
      Object.assign(fake.sdk.Stage.prototype, { join: () => Promise.reject(bug) }),
    'the API client': () => Object.assign(session.api, { join: broken }),
  };

  for (const [place, breakIt] of Object.entries(joins)) {
    it(`reports a bug in ${place} and ends with UNEXPECTED_ERROR`, async () => {
      breakIt();
      const error = await failureOf(join());
      expect(error.code).to.equal('UNEXPECTED_ERROR');
      expect(error.cause).to.equal(bug);
      expect(session.snapshot.leftReason).to.equal('failed');
      expect(shown()).to.equal('UNEXPECTED_ERROR');
      expectReported();
    });
  }

  it('reports nothing and says SDK_UNAVAILABLE when the SDK does not load', async () => {
    const offline = new RoomSession({ loadSdk: () => Promise.reject(bug) });
    const error = await failureOf(offline.join('abc', { name: 'Zoë' }));
    expect(error.code).to.equal('SDK_UNAVAILABLE');
    expect(error.cause).to.equal(bug);
    expect(reported).to.deep.equal([]);
  });

  const stageBugs = {
    getUserMedia: () => replace(navigator.mediaDevices, 'getUserMedia', broken),
    enumerateDevices: () => replace(navigator.mediaDevices, 'enumerateDevices', broken),
    'the constructor of LocalStageStream': () => replace(fake.sdk, 'LocalStageStream', broken),
    'Stage.refreshStrategy()': () => replace(stage(), 'refreshStrategy', broken),
  };

  for (const [place, breakIt] of Object.entries(stageBugs)) {
    it(`reports a bug in ${place} when going on stage, and goes on listening`, async () => {
      await join();
      const mend = breakIt();
      const error = await failureOf(session.goOnStage());
      mend();
      expect(error.code).to.equal('UNEXPECTED_ERROR');
      expect([session.snapshot.phase, shown()]).to.deep.equal(['listening', 'UNEXPECTED_ERROR']);
      expect(session.microphone.stream === undefined, 'closed').to.equal(true);
      expect(new Set(reported)).to.deep.equal(new Set([bug]));
    });
  }

  it('reports a bug in the exchange of a token', async () => {
    await session.join('abc', { name: 'Zoë', role: 'listener' });
    replace(stage(), 'exchangeToken', broken);
    expect((await failureOf(session.goOnStage())).code).to.equal('UNEXPECTED_ERROR');
    expectReported();
  });

  it('reports a bug in a listener for an event of the SDK, and goes on listening', async () => {
    await join();
    const streams = [{ streamType: fake.sdk.StreamType.AUDIO, mediaStreamTrack: 'none' }];
    const info = stage().info('a', 'Ana', false);
    stage().emit(fake.sdk.StageEvents.STAGE_PARTICIPANT_STREAMS_ADDED, info, streams);
    expect([session.snapshot.phase, shown()]).to.deep.equal(['listening', 'UNEXPECTED_ERROR']);
    expect(reported).to.have.length(1);
    expect(reported[0]).to.be.instanceOf(TypeError);
  });

  it('reports a bug in setMuted()', async () => {
    await join();
    await session.goOnStage();
    stage().published!.setMuted = broken;
    expect((await failureOf(session.setMuted(true))).code).to.equal('UNEXPECTED_ERROR');
    expect(shown()).to.equal('UNEXPECTED_ERROR');
    expectReported();
  });

  it('closes the microphone if the SDK throws on unpublishing and leaving', async () => {
    await join();
    await session.goOnStage();
    Object.assign(stage(), { refreshStrategy: broken, leave: broken });
    session.leave();
    expect(session.snapshot.leftReason).to.equal('user');
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
    expect(reported).to.deep.equal([bug, bug]);
  });

  it('reports a bug in playback', async () => {
    const mend = replace(HTMLMediaElement.prototype, 'play', () => Promise.reject(bug));
    await join();
    stage().speaker('a', 'Ana');
    await until(() => shown() === 'UNEXPECTED_ERROR', 'shown');
    mend();
    expectReported();
  });

  describe('in the background', () => {
    let time: FastTime;
    afterEach(() => time.restore());

    it('reports a bug in reconnecting, shows it, and keeps trying', async () => {
      time = new FastTime(100);
      await join();
      const { Stage } = fake.sdk;
      Object.assign(fake.sdk, { Stage: broken });
      stage().end('unknown');
      await until(() => shown() === 'UNEXPECTED_ERROR', 'shown');
      expect(session.snapshot.reconnecting).to.equal(true);
      Object.assign(fake.sdk, { Stage });
      await until(() => !session.snapshot.reconnecting, 'back');
      expectReported();
    });

    it('ends with the bug as its error if reconnecting keeps failing', async () => {
      time = new FastTime(2_000);
      await join();
      Object.assign(fake.sdk, { Stage: broken });
      stage().end('unknown');
      await until(() => session.snapshot.phase === 'left', 'left');
      expect([session.snapshot.leftReason, shown()]).to.deep.equal([
        ...['connection-lost', 'UNEXPECTED_ERROR'],
      ]);
      expectReported();
    });

    it('reports a bug in reading the listener count', async () => {
      time = new FastTime(200);
      Object.assign(session.api, { get: broken });
      await join();
      await until(() => shown() === 'UNEXPECTED_ERROR', 'shown');
      expect(reported[0]).to.equal(bug);
    });

    it('reports a bug in the renewal of a token, but no refusal by the API', async () => {
      time = new FastTime(1_000);
      api.tokenSeconds = 1_000;
      const refused = new RoomSession({ loadSdk: () => Promise.resolve(fake.sdk) });
      Object.assign(session.api, {
        join: async (...args: Parameters<RoomApi['join']>) => {
          if (args[1].token) broken();
          return new RoomApi().join(...args);
        },
      });
      await join();
      await refused.join('abc', { name: 'Bob' });
      api.refusals.push({ status: 503, code: 'UNAVAILABLE' });
      await until(() => shown() === 'UNEXPECTED_ERROR' && api.refusals.length === 0, 'both failed');
      expect(refused.snapshot.error).to.equal(undefined);
      expect(new Set(reported)).to.deep.equal(new Set([bug]));
      refused.leave();
    });
  });

  it('shows a bug in exactly one snapshot', async () => {
    await join();
    await session.goOnStage();
    stage().published!.setMuted = broken;
    history.length = 0;
    await failureOf(session.setMuted(true));
    expect(history.map(({ error }) => error?.code)).to.deep.equal(['UNEXPECTED_ERROR']);
  });
});
