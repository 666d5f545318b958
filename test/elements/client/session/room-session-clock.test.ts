import { expect } from '@open-wc/testing';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { failureOf, FastTime, nextFrame, until } from '../client-support.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('RoomSession and a clock that is wrong', () => {
  let { api, fake, session, stage, end } = {} as FakeSession;
  let time: FastTime;

  beforeEach(async () => {
    ({ api, fake, session, stage, end } = await fakeSession());
    time = new FastTime(1);
  });

  afterEach(() => {
    end();
    time.restore();
  });

  const join = () => session.join('abc', { name: 'Zoë' });
  const runFaster = (factor: number): void => {
    time.restore();
    time = new FastTime(factor);
  };

  const jump = (by: number): void => {
    const before = Date.now.bind(Date);
    Date.now = () => before() + by;
  };

  /** Somebody sets this machine's clock. The API's stays. */
  const setClock = (by: number): void => {
    jump(by);
    api.clockAhead += by;
    api.openedAt += by;
  };

  for (const ahead of [2 * HOUR, -2 * HOUR, 65 * 60_000, -300 * DAY]) {
    it(`${ahead / HOUR} h ahead knows when the room closes, and tells the API the time`, async () => {
      api.clockAhead = ahead;
      await join();
      expect(session.snapshot.closesAt! - performance.now()).to.be.closeTo(6 * HOUR, 5_000);
      expect(api.calls[0]!.clock).to.be.closeTo(Date.now(), 5_000);
    });

    it(`${ahead / HOUR} h ahead renews the token in time, and not before`, async () => {
      api.clockAhead = ahead;
      api.tokenSeconds = 1_000;
      runFaster(1_000);
      await join();
      const began = performance.now();
      await until(() => api.tokens === 2, 'renewed');
      expect(performance.now() - began).to.be.within(790_000, 990_000);
      expect(session.snapshot.error).to.equal(undefined);
    });
  }

  it('gets a token for its new time when it jumps, ahead and back, and does not move the closing time', async () => {
    runFaster(100);
    await join();
    const { closesAt } = session.snapshot;
    for (const [jumps, by] of [2 * HOUR, -4 * HOUR].entries()) {
      setClock(by);
      await until(() => api.tokens === jumps + 2, 'renewed');
      expect(api.calls.at(-1)!.clock).to.be.closeTo(Date.now(), 30_000);
    }
    await until(() => stage().token.endsWith('.3'), 'exchanged');
    expect(session.snapshot.closesAt).to.equal(closesAt);
    expect(fake.stages).to.have.length(1);
  });

  it('asks for nothing while it runs as it should', async () => {
    runFaster(100);
    await join();
    const began = performance.now();
    while (performance.now() - began < 60_000) await nextFrame();
    expect(api.tokens).to.equal(1);
  });

  it('knows after the sleep of a machine whose monotonic clock stood still when the room closes', async () => {
    runFaster(100);
    await join();
    const { closesAt } = session.snapshot;
    jump(HOUR);
    await until(() => session.snapshot.closesAt! < closesAt! - HOUR + 60_000, 'closing time');
  });

  it('tries again when the API does not answer after a jump', async () => {
    runFaster(100);
    await join();
    stage().emit(fake.sdk.StageEvents.STAGE_SUBSCRIBER_COUNT_CHANGED, 1); // the room is not read any more
    api.refusals.push({ status: 500, code: 'INTERNAL_ERROR' });
    setClock(2 * HOUR);
    await until(() => api.tokens === 3, 'renewed');
    expect(session.snapshot.error).to.equal(undefined);
  });

  it('says that the clock is wrong if it is too far ahead for any token, and by how much', async () => {
    fake.behaviour.join = fake.sdk.StageErrorCode.TOKEN_EXPIRED;
    api.clockAhead = 2 * DAY;
    const error = await failureOf(join());
    expect(error.code).to.equal('CLOCK_WRONG');
    expect(error.message).to.match(/17280\d s ahead/);
    expect(session.snapshot.error!.code).to.equal('CLOCK_WRONG');
  });

  it('does not blame a clock that is right, or behind, for a refused token', async () => {
    fake.behaviour.join = fake.sdk.StageErrorCode.TOKEN_EXPIRED;
    api.clockAhead = -2 * DAY;
    expect((await failureOf(join())).code).to.equal('JOIN_REFUSED');
  });
});
