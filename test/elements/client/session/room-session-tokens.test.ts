import { expect } from '@open-wc/testing';
import type { RoomError } from '../../../../src/client/room-error.ts';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { until } from '../client-support.ts';

describe('RoomSession and its tokens', () => {
  let world: FakeSession;
  let { api, fake, session, stage, joinFaster, stages, back, gone, runFaster } = {} as FakeSession;

  beforeEach(
    async () =>
      ({ api, fake, session, stage, joinFaster, stages, back, gone, runFaster } = world =
        await fakeSession()),
  );

  afterEach(() => world.end());

  it('renews a token that the stage refuses', async () => {
    await joinFaster(1_000);
    fake.behaviour.join = fake.sdk.StageErrorCode.TOKEN_EXPIRED;
    stage().end('unknown');
    await until(() => api.tokens >= 2, 'renewed');
    fake.behaviour.join = 'accept';
    await back();
    expect(api.joins[1]!.token).to.match(/\.1$/);
    expect(stage().token)
      .to.match(/\.\d+$/)
      .and.not.match(/\.1$/);
  });

  it('ends with token-refused if the stage refuses renewed tokens, too', async () => {
    await joinFaster(1_000);
    fake.behaviour.join = fake.sdk.StageErrorCode.TOKEN_MALFORMED;
    stage().end('unknown');
    await gone();
    expect(session.snapshot.leftReason).to.equal('token-refused');
  });

  it('reconnects with the new token if its exchange is not answered', async () => {
    await joinFaster(100);
    fake.behaviour.exchange = 'fail';
    const { code } = await session.goOnStage().then(
      () => expect.fail('on stage'),
      (error: unknown) => error as RoomError,
    );
    expect(code).to.equal('PUBLISH_FAILED');
    expect(session.snapshot.error!.code).to.equal('PUBLISH_FAILED');
    await stages(2);
    await back();
    expect(stage().token).to.match(/\.2$/);
    fake.behaviour.exchange = 'accept';
    await session.goOnStage();
    expect(session.snapshot.phase).to.equal('speaking');
  });

  it("reconnects as a new participant if its token can't be renewed", async () => {
    api.tokenSeconds = 0;
    await joinFaster(1_000);
    api.refusals.push({ status: 403, code: 'TOKEN_REFUSED' });
    stage().end('unknown');
    await stages(2);
    await back();
    expect(api.joins.slice(-2).map(({ token }) => token !== undefined)).to.deep.equal([
      true,
      false,
    ]);
    expect(session.snapshot.phase).to.equal('listening');
  });

  it('renews its token before it expires, with the same rights', async () => {
    // Long enough that a slow machine still renews in time: 180 ms lie between the latest renewal and a token that is stale.
    api.tokenSeconds = 1_000;
    await joinFaster(500, true);
    await until(() => api.tokens === 2, 'renewed');
    expect(api.joins.at(-1)).to.include({ role: 'speaker' });
    await until(() => stage().token.endsWith('.2'), 'exchanged');
    expect(session.snapshot.phase).to.equal('speaking');
  });

  it('renews an expired token before going on stage', async () => {
    api.tokenSeconds = 0;
    runFaster();
    await session.join('abc', { name: 'Zoë', role: 'speaker' });
    await session.goOnStage();
    expect(api.joins.map(({ token }) => token !== undefined)).to.deep.equal([false, true]);
    expect(stage().token).to.match(/\.2$/);
  });

  it('renews its token when the SDK finds it expired, and makes the SDK try again', async () => {
    await joinFaster(1);
    const { refreshes } = stage();
    const error = { code: fake.sdk.StageErrorCode.TOKEN_EXPIRED, category: 'SUBSCRIBE_ERROR' };
    stage().emit(fake.sdk.StageEvents.ERROR, error);
    await until(() => stage().refreshes > refreshes, 'refreshed');
    expect(stage().token).to.match(/\.2$/);
  });
});
