import { expect } from '@open-wc/testing';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { failureOf, until } from '../client-support.ts';

describe('RoomSession on stage', () => {
  let world: FakeSession;
  let { api, fake, session, history, stage } = {} as FakeSession;

  beforeEach(async () => ({ api, fake, session, history, stage } = world = await fakeSession()));
  afterEach(() => world.end());

  const join = () => session.join('abc', { name: 'Zoë' });
  const phases = () =>
    history.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);

  it('gets a token that may publish, for the same participant, and then publishes', async () => {
    await join();
    await session.goOnStage();
    expect(phases()).to.deep.equal(['joining', 'listening', 'speaking']);
    expect(api.calls[1]!.body).to.deep.equal({
      ...{ name: 'Zoë', role: 'speaker', token: api.calls[1]!.body.token },
    });
    expect(api.calls[1]!.body.token).to.match(/\.1$/);
    expect(stage().token).to.match(/\.2$/);
    expect(stage().publications).to.equal(1);
    expect(session.snapshot.speakers.map(({ local, name }) => [local, name])).to.deep.equal([
      [true, 'Zoë'],
    ]);
  });

  it('needs no other token if the first one may publish', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage();
    expect(api.calls).to.have.length(1);
  });

  it('publishes once, however often it is asked to', async () => {
    await join();
    await Promise.all([session.goOnStage(), session.goOnStage()]);
    await session.goOnStage();
    expect(stage().publications).to.equal(1);
    expect(api.calls).to.have.length(2);
  });

  it('mutes the stream before the SDK gets it', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage({ muted: true });
    expect(stage().published!.isMuted).to.equal(true);
    expect(session.snapshot.muted).to.equal(true);
    expect(history.every(({ phase, muted }) => phase !== 'speaking' || muted)).to.equal(true);
  });

  it("is muted when the SDK's stream says so, not when setMuted() is called", async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage();
    const stream = stage().published!;
    const { setMuted } = stream;
    stream.setMuted = () => {}; // an SDK that does not obey
    await session.setMuted(true);
    expect(session.snapshot.muted).to.equal(false);
    stream.setMuted = setMuted;
    await session.setMuted(true);
    expect(session.snapshot.muted).to.equal(true);
    expect(session.snapshot.speakers[0]!.muted).to.equal(true);
  });

  it('keeps the level of the microphone while muted', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage({ muted: true });
    expect(stage().published!.mediaStreamTrack.enabled).to.equal(false);
    expect(session.microphone.stream!.getAudioTracks()[0]!.enabled).to.equal(true);
  });

  it('is not affected by what others publish', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage();
    const ana = stage().speaker('a', 'Ana');
    stage().publishState('not_published', ana);
    stage().publishState('errored', ana);
    expect(session.snapshot.phase).to.equal('speaking');
    expect(session.microphone.stream !== undefined, 'open').to.equal(true);
    expect(session.snapshot.speakers.map(({ name }) => name)).to.deep.equal(['Zoë']);
  });

  it('steps back to listening and closes the microphone', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage();
    const track = stage().published!.mediaStreamTrack;
    session.stepBack();
    expect(session.snapshot.phase).to.equal('listening');
    expect(session.snapshot.publishing).to.equal(false);
    expect(stage().published === undefined).to.equal(true);
    expect(track.readyState).to.equal('ended');
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
    await session.goOnStage();
    expect(session.snapshot.phase).to.equal('speaking');
  });

  it('can be cancelled on the way there', async () => {
    await join();
    const going = session.goOnStage();
    session.stepBack();
    expect((await failureOf(going)).name).to.equal('AbortError');
    expect(session.snapshot.publishing).to.equal(false);
    expect(session.snapshot.error).to.equal(undefined);
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
  });

  it('fails with STAGE_FULL and goes on listening; a later try succeeds', async () => {
    await session.create({ name: 'Zoë' });
    fake.behaviour.publish = fake.sdk.StageErrorCode.STAGE_AT_CAPACITY;
    expect((await failureOf(session.goOnStage())).code).to.equal('STAGE_FULL');
    const { phase, publishing, error } = session.snapshot;
    expect([phase, publishing, error!.code]).to.deep.equal(['listening', false, 'STAGE_FULL']);
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
    fake.behaviour.publish = 'accept';
    await session.goOnStage();
    expect(session.snapshot.phase).to.equal('speaking');
    expect(session.snapshot.error).to.equal(undefined);
  });

  it('fails with PUBLISH_FAILED if the SDK gives no reason', async () => {
    await session.create({ name: 'Zoë' });
    fake.behaviour.publish = 'fail';
    expect((await failureOf(session.goOnStage())).code).to.equal('PUBLISH_FAILED');
    expect(session.snapshot.phase).to.equal('listening');
  });

  it("fails with the API's code if it refuses a token, and goes on listening", async () => {
    await join();
    api.refusals.push({ status: 410, code: 'ROOM_ENDED' });
    expect((await failureOf(session.goOnStage())).code).to.equal('ROOM_ENDED');
    expect(session.snapshot.phase).to.equal('listening');
    expect(session.snapshot.error!.code).to.equal('ROOM_ENDED');
  });

  it('changes the microphone without publishing again, and stays muted', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage({ muted: true });
    const first = stage().published!;
    await session.microphone.change({ noiseSuppression: false });
    await until(() => stage().published !== first, 'swapped');
    expect(stage().published!.isMuted).to.equal(true);
    expect(stage().publications).to.equal(1);
    expect(first.mediaStreamTrack.readyState).to.equal('ended');
    expect(session.snapshot.phase).to.equal('speaking');
    expect(history.filter(({ muted, phase }) => phase === 'speaking' && !muted)).to.deep.equal([]);
  });

  it('is muted when the microphone is unplugged, and changes to the default', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage();
    const first = stage().published!;
    session.microphone.stream!.getAudioTracks()[0]!.dispatchEvent(new Event('ended'));
    expect(session.snapshot.muted).to.equal(true);
    await until(() => session.snapshot.error !== undefined, 'told');
    expect(session.snapshot.error!.code).to.equal('MICROPHONE_NOT_FOUND');
    await until(() => stage().published !== first, 'fell back');
    expect(stage().published!.isMuted).to.equal(true);
    expect(session.snapshot.error!.code, 'still told why').to.equal('MICROPHONE_NOT_FOUND');
    await session.setMuted(false);
    expect(session.snapshot.muted).to.equal(false);
    expect(session.snapshot.error).to.equal(undefined);
  });

  it('is muted, and opens no other microphone, when the permission is taken back', async () => {
    const own = navigator.permissions.query.bind(navigator.permissions);
    await session.create({ name: 'Zoë' });
    await session.goOnStage();
    navigator.permissions.query = () => Promise.resolve({ state: 'denied' } as PermissionStatus);
    session.microphone.stream!.getAudioTracks()[0]!.dispatchEvent(new Event('ended'));
    expect(session.snapshot.muted).to.equal(true);
    await until(() => session.snapshot.error !== undefined, 'told');
    navigator.permissions.query = own;
    expect(session.snapshot.error!.code).to.equal('MICROPHONE_REVOKED');
    expect(session.microphone.stream === undefined, 'closed').to.equal(true);
  });

  it('steps back when the microphone is closed while its prompt waits', async () => {
    const media = navigator.mediaDevices;
    const own = media.getUserMedia.bind(media);
    media.getUserMedia = () => new Promise(() => {});
    await session.create({ name: 'Zoë' });
    const going = failureOf(session.goOnStage());
    await until(() => session.microphone.waiting, 'waiting');
    session.microphone.close();
    expect((await going).name).to.equal('AbortError');
    const { phase, publishing, error } = session.snapshot;
    expect([phase, publishing, error]).to.deep.equal(['listening', false, undefined]);
    media.getUserMedia = own;
    await session.goOnStage();
    expect(session.snapshot.phase).to.equal('speaking');
  });

  it('stays muted if it is muted again while unmuting opens a microphone', async () => {
    await session.create({ name: 'Zoë' });
    await session.goOnStage();
    session.microphone.close();
    await session.setMuted(true);
    const opening = session.setMuted(false);
    await session.setMuted(true);
    await opening;
    expect(stage().published!.isMuted).to.equal(true);
    expect(session.snapshot.muted).to.equal(true);
  });
});
