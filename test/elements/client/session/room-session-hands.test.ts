import { expect } from '@open-wc/testing';
import { failureOf, until } from '../client-support.ts';
import { fakeSession, type FakeSession } from '../fake-session.ts';

describe('RoomSession and what hosts decide about its participant', () => {
  let world: FakeSession;
  let { api, fake, session, stage, joinFaster, stages, back, gone } = {} as FakeSession;

  beforeEach(async () => {
    localStorage.clear();
    ({ api, fake, session, stage, joinFaster, stages, back, gone } = world = await fakeSession());
  });
  afterEach(() => world.end());

  const newest = () => api.calls.at(-1)!;
  const reads = () => api.calls.filter(({ method }) => method === 'GET').length;
  const hand = (id: string) => ({ id, name: id, raisedAt: '2026-11-22T10:00:00Z' });
  const ask = (kind: 'mute' | 'step-back', id = 'me') => ({
    ...{ id, ask: kind, by: 'ana', askedAt: '2026-11-22T10:00:00Z' },
  });

  it('causes no request in an hour in a room whose people nobody looks at', async () => {
    api.tokenSeconds = 6 * 3600; // like the room
    await joinFaster(10_000);
    stage().emit(fake.sdk.StageEvents.STAGE_SUBSCRIBER_COUNT_CHANGED, 1);
    const { length } = api.calls;
    const end = performance.now() + 3_600_000;
    await until(() => performance.now() > end, 'an hour');
    expect(api.calls).to.have.length(length);
  });

  it('sees the people of the room while it looks', async () => {
    api.details = { audience: [{ id: 'bob', name: 'Bob' }] };
    await joinFaster(100);
    const stop = session.controls.watch();
    await until(() => reads() >= 3, 'read three times');
    expect(session.snapshot.people!.audience).to.deep.equal(api.details.audience);
    stop();
  });

  it('sees its place in the queue, and the invitation', async () => {
    await joinFaster(100);
    api.details = { hands: [hand('ana'), hand('me')] };
    await session.controls.raiseHand();
    const { method, path, bearer } = newest();
    expect([method, path]).to.deep.equal(['PUT', '/api/rooms/abc/hands/me']);
    expect(bearer).to.equal(stage().token);
    expect(session.snapshot.handPlace).to.equal(2);
    api.details = { hands: [hand('ana')], invited: ['me'] };
    await until(() => session.snapshot.invited, 'invited');
    expect(session.snapshot.handPlace).to.equal(undefined);
    const before = reads();
    api.details = {};
    await session.controls.lowerHand();
    expect(session.snapshot.invited).to.equal(false);
    expect(reads()).to.be.at.most(before + 1);
  });

  it('mutes once when a host asks, and says who did', async () => {
    await joinFaster(100, true);
    await session.setMuted(false);
    api.details = {
      hosts: [{ id: 'ana', name: 'Ana' }],
      asks: [ask('mute'), ask('mute', 'bob')],
    };
    const stop = session.controls.watch();
    await until(() => session.snapshot.muted, 'muted');
    expect(session.snapshot.hostAsk).to.include({ ask: 'mute', by: 'Ana' });
    await session.setMuted(false);
    const before = reads();
    await until(() => reads() > before + 1, 'read again');
    expect(session.snapshot.muted).to.equal(false);
    stop();
  });

  it('leaves the stage when a host asks, and goes on listening over the same connection', async () => {
    await joinFaster(100, true);
    api.details = { asks: [ask('step-back')] };
    const stop = session.controls.watch();
    await until(() => session.snapshot.phase === 'listening', 'listening');
    await until(() => api.joins.at(-1)!.role === 'listener', 'a token of a listener');
    expect(fake.stages).to.have.length(1);
    stop();
  });

  it('is told why it can not go on stage by itself', async () => {
    await session.join('abc', { name: 'Zoë' });
    api.refusals.push({ status: 403, code: 'STAGE_BY_INVITATION' });
    expect((await failureOf(session.goOnStage())).code).to.equal('STAGE_BY_INVITATION');
    expect(session.snapshot.phase).to.equal('listening');
  });

  it('listens if it asks to join as a speaker where the stage is by invitation', async () => {
    api.refusals.push({ status: 403, code: 'STAGE_BY_INVITATION' });
    await session.join('abc', { name: 'Zoë', role: 'speaker' });
    expect(api.joins.map(({ role }) => role)).to.deep.equal(['speaker', 'listener']);
  });

  it('comes back as another one that listens, if it was taken off the stage by force, and says who did it', async () => {
    await joinFaster(1_000, true);
    api.details = { hosts: [{ id: 'ana', name: 'Ana' }], asks: [ask('step-back'), ask('mute')] };
    api.participantId = 'other';
    api.refusals.push({ status: 403, code: 'STAGE_BY_INVITATION' });
    stage().end(fake.sdk.StageLeftReason.PARTICIPANT_DISCONNECTED);
    await stages(2);
    await back();
    expect(session.snapshot.phase).to.equal('listening');
    expect(session.snapshot.self!.id).to.equal('other');
    await until(() => session.snapshot.hostAsk !== undefined, 'told');
    expect(session.snapshot.hostAsk).to.include({ ask: 'step-back', by: 'Ana' });
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
  });

  it('has the reason removed if the API says so, and is told who did it', async () => {
    await joinFaster(1_000, true);
    api.refusals.push({ status: 403, code: 'REMOVED', by: 'Ana' });
    stage().end(fake.sdk.StageLeftReason.PARTICIPANT_DISCONNECTED);
    await gone();
    expect(session.snapshot.leftReason).to.equal('removed');
    expect(session.snapshot.removedBy).to.equal('Ana');
    expect(session.snapshot.error).to.equal(undefined);
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
    expect(fake.stages).to.have.length(1);
  });

  it('has the reason removed if the stage refuses it again', async () => {
    await joinFaster(1_000);
    fake.behaviour.join = fake.sdk.StageErrorCode.PARTICIPANT_DISCONNECTED;
    stage().end(fake.sdk.StageLeftReason.PARTICIPANT_DISCONNECTED);
    await gone();
    expect(session.snapshot.leftReason).to.equal('removed');
  });
});
