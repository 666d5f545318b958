import { expect } from '@open-wc/testing';
import type { RoomError } from '../../../../src/client/room-error.ts';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { nextFrame, until } from '../client-support.ts';

describe('RoomSession and lost connections', () => {
  let world: FakeSession;
  let { api, fake, session, history, stage, joinFaster, stages, back, gone } = {} as FakeSession;

  beforeEach(
    async () =>
      ({ api, fake, session, history, stage, joinFaster, stages, back, gone } = world =
        await fakeSession()),
  );

  afterEach(() => world.end());

  it('shows that the SDK is reconnecting, and waits for it', async () => {
    await joinFaster(1);
    stage().connection('connecting');
    expect(session.snapshot.reconnecting).to.equal(true);
    stage().connection('connected');
    expect(session.snapshot.reconnecting).to.equal(false);
    expect(fake.stages).to.have.length(1);
  });

  it('replaces the stage after the SDK has tried to reconnect for 30 s', async () => {
    await joinFaster(1_000);
    stage().speaker('a', 'Ana');
    stage().connection('errored');
    await stages(2);
    await back();
    expect(fake.stages[0]!.left).to.equal(true);
    expect(fake.stages[1]!.token).to.equal(fake.stages[0]!.token);
    expect(session.snapshot.phase).to.equal('listening');
    expect(session.snapshot.speakers).to.deep.equal([]); // no ghost of before
  });

  it('reconnects when the SDK leaves by itself, and is on stage and muted as before', async () => {
    await joinFaster(100, true);
    stage().end('unknown');
    expect(session.snapshot.reconnecting).to.equal(true);
    await stages(2);
    await until(() => session.snapshot.phase === 'speaking', 'on stage again');
    expect(stage().published!.isMuted).to.equal(true);
    expect(history.every(({ phase, muted }) => phase !== 'speaking' || muted)).to.equal(true);
  });

  it('reconnects when the SDK disconnects without STAGE_LEFT, as on a beforeunload after which the page stays', async () => {
    await joinFaster(100);
    stage().connection('disconnected');
    await stages(2);
    await back();
    expect(session.snapshot.phase).to.equal('listening');
  });

  it('applies a mute that was chosen while reconnecting', async () => {
    await joinFaster(100, true);
    stage().end('unknown');
    await session.setMuted(false);
    expect(session.snapshot.muted).to.equal(false);
    await until(() => session.snapshot.phase === 'speaking', 'on stage again');
    expect(stage().published!.isMuted).to.equal(false);
  });

  it('rejects goOnStage() if the connection is lost on the way', async () => {
    await joinFaster(100);
    fake.behaviour.publish = 'hang';
    const going = session.goOnStage().then(
      () => expect.fail('on stage'),
      (error: unknown) => error as RoomError,
    );
    await until(() => stage().publications > 0, 'asked to publish');
    stage().end('unknown');
    expect((await going).code).to.equal('PUBLISH_FAILED');
    expect(session.snapshot.error!.code).to.equal('PUBLISH_FAILED');
    expect(session.microphone.stream).to.equal(undefined);
  });

  it('steps back at once, even without a connection', async () => {
    await joinFaster(1, true);
    stage().connection('connecting');
    session.stepBack();
    expect(session.snapshot.phase).to.equal('listening');
    expect(session.snapshot.speakers).to.deep.equal([]);
  });

  const ends = [
    ['STAGE_DELETED', 'room-ended'],
    ['PARTICIPANT_DISCONNECTED', 'removed'],
  ] as const;
  for (const [code, reason] of ends) {
    it(`stops reconnecting if the stage answers ${code}`, async () => {
      await joinFaster(1_000);
      fake.behaviour.join = fake.sdk.StageErrorCode[code];
      stage().end('unknown');
      await gone();
      expect(session.snapshot.leftReason).to.equal(reason);
      expect(fake.stages).to.have.length(2);
    });
  }

  it('stops reconnecting if the API says that the room has ended', async () => {
    api.tokenSeconds = 0;
    await joinFaster(1_000);
    api.refusals.push({ status: 404, code: 'ROOM_NOT_FOUND' });
    stage().end('unknown');
    await gone();
    expect(session.snapshot.leftReason).to.equal('room-ended');
  });

  it('gives up after two minutes, with growing pauses between the tries', async () => {
    await joinFaster(2_000, true);
    fake.behaviour.join = fake.sdk.StageErrorCode.FAILED;
    stage().end('unknown');
    await gone();
    expect(session.snapshot.leftReason).to.equal('connection-lost');
    expect(fake.stages.length).to.be.within(8, 25);
    expect(fake.stages.every(({ left }) => left)).to.equal(true);
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
  });

  it('tries at once when the network is back', async () => {
    await joinFaster(0.01); // a pause of 25 s at least
    stage().end('unknown');
    await nextFrame();
    expect(fake.stages).to.have.length(1);
    window.dispatchEvent(new Event('online'));
    await stages(2);
    await back();
  });

  it('waits for the SDK for only 3 s more when the network is back', async () => {
    await joinFaster(100);
    stage().connection('connecting');
    window.dispatchEvent(new Event('online'));
    const began = performance.now();
    await stages(2);
    expect(performance.now() - began).to.be.below(25_000);
  });

  it('publishes again if the SDK gave up, and steps back if that fails', async () => {
    await joinFaster(100, true);
    stage().losePublication();
    expect(session.snapshot.publishing).to.equal(true);
    await until(() => session.snapshot.phase === 'speaking', 'on stage again');

    fake.behaviour.publish = 'fail';
    stage().losePublication();
    await until(() => session.snapshot.error !== undefined, 'told');
    const { phase, publishing, error } = session.snapshot;
    expect([phase, publishing, error!.code]).to.deep.equal(['listening', false, 'PUBLISH_FAILED']);
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
  });

  it('goes back on stage after an outage, however often the SDK gave up during it', async () => {
    await joinFaster(10, true);
    stage().connection('connecting');
    for (let times = 0; times < 10; times++) {
      stage().published = undefined;
      stage().publishState('errored');
      await nextFrame();
    }
    expect(session.snapshot.publishing).to.equal(true);
    stage().connection('connected');
    await until(() => session.snapshot.phase === 'speaking', 'on stage again');
    expect(session.snapshot.muted).to.equal(true);
  });

  it('waits longer and longer for a stage that accepts joins and drops them at once', async () => {
    await joinFaster(20);
    const times: number[] = [];
    for (let count = 2; count < 7; count++) {
      stage().end('unknown');
      await stages(count);
      await back();
      times.push(performance.now());
    }
    expect(times[4]! - times[3]!).to.be.greaterThan(3_000);
  });
});
