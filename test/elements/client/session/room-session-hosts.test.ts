import { expect } from '@open-wc/testing';
import { RoomSession } from '../../../../src/client/session/room-session.ts';
import { failureOf, until } from '../client-support.ts';
import { fakeSession, type FakeSession } from '../fake-session.ts';

const KEY = 'K'.repeat(43);

describe('RoomSession and hosts', () => {
  let world: FakeSession;
  let { api, fake, session, stage, back } = {} as FakeSession;

  beforeEach(async () => {
    localStorage.clear();
    ({ api, fake, session, stage, back } = world = await fakeSession());
  });
  afterEach(() => world.end());

  const newest = () => api.calls.at(-1)!;

  describe('a host', () => {
    it('is the creator, at once and after a reload', async () => {
      await session.create({ name: 'Zoë' });
      expect(session.snapshot.host).to.equal(true);
      expect(session.controls.hostKey).to.equal('key');
      session.leave();
      const again = new RoomSession({ loadSdk: () => Promise.resolve(fake.sdk) });
      await again.join('abc', { name: 'Zoë' });
      expect(newest().bearer).to.equal('key');
      expect(again.snapshot.host).to.equal(true);
      again.leave();
    });

    it('is whoever joins with a host link, and stays one when tokens are renewed', async () => {
      // Long enough that a slow machine still renews in time.
      api.tokenSeconds = 1_000;
      world.runFaster(500);
      await session.join('abc', { name: 'Zoë', hostKey: KEY });
      expect(session.snapshot.host).to.equal(true);
      await until(() => api.tokens >= 2, 'renewed');
      const renewal = api.calls.findLast(({ path }) => path.endsWith('/participants'));
      expect(renewal?.bearer).to.equal(KEY);
    });

    it('is nobody whose link is worthless, who is in the room all the same and is told', async () => {
      api.refusals.push({ status: 403, code: 'NOT_HOST' });
      await session.join('abc', { name: 'Zoë', hostKey: KEY });
      expect(session.snapshot.phase).to.equal('listening');
      expect(session.snapshot.host).to.equal(false);
      expect(session.snapshot.error?.code).to.equal('NOT_HOST');
      expect((await failureOf(session.controls.changeRoom({ locked: true }))).code).to.equal(
        'NOT_HOST',
      );
    });

    it('is nobody any more after another one has replaced the key', async () => {
      await session.create({ name: 'Zoë' });
      api.refusals.push({ status: 403, code: 'NOT_HOST' });
      stage().end('unknown');
      await back();
      api.refusals.push({ status: 403, code: 'NOT_HOST' });
      await failureOf(session.controls.endRoom());
    });

    it('changes the room, people and the host key', async () => {
      await session.create({ name: 'Zoë' });
      const { controls } = session;
      await controls.changeRoom({ title: 'Books', stage: 'invited' });
      const change = api.calls.find(({ method }) => method === 'PATCH')!;
      expect(change.body).to.deep.equal({ title: 'Books', stage: 'invited' });
      expect(change.bearer).to.equal('key');
      const calls = [
        [() => controls.invite('bob'), 'PUT', '/participants/bob/stage'],
        [() => controls.takeOffStage('bob'), 'DELETE', '/participants/bob/stage?by=me'],
        [() => controls.askToMute('bob'), 'POST', '/participants/bob/mute?by=me'],
        [() => controls.remove('bob'), 'DELETE', '/participants/bob?by=me'],
        [() => controls.lowerHandOf('bob'), 'DELETE', '/hands/bob'],
        [() => controls.lowerHands(), 'DELETE', '/hands'],
        [() => controls.letInAgain('bob'), 'DELETE', '/removals/bob'],
      ] as const;
      for (const [call, method, path] of calls) {
        await call();
        expect([newest().method, newest().path]).to.deep.equal([method, `/api/rooms/abc${path}`]);
        expect(newest().bearer).to.equal('key');
      }
      const key = await controls.replaceHostKey();
      expect(key).to.match(/^[\w-]{43}$/);
      expect(api.calls.at(-2)!.body.hostKey).to.equal(key);
      expect(controls.hostKey).to.equal(key);
      expect(newest().bearer).to.equal(key); // the token is renewed with it
      await controls.endRoom();
      expect([newest().method, newest().path]).to.deep.equal(['DELETE', '/api/rooms/abc']);
    });
  });

  it('tells hosts whom they have removed, when they ask', async () => {
    await session.create({ name: 'Zoë' });
    expect(session.snapshot.removed).to.equal(undefined);
    api.removed = [{ id: 'bob', name: 'Bob' }, { id: 'eve' }];
    await session.controls.readRemoved();
    expect(session.snapshot.removed).to.deep.equal(api.removed);
    expect(newest().body).to.deep.equal({});
    api.removed = [];
    await session.controls.letInAgain('bob');
    expect(session.snapshot.removed).to.deep.equal([]);
  });

  it('creates a room as the page wants it', async () => {
    await session.create({ name: 'Zoë', title: 'Bees', stage: 'invited', locked: true });
    const { visitor, ...body } = newest().body;
    expect(visitor).to.match(/^[\w-]{43}$/);
    expect(body).to.deep.equal({
      ...{ name: 'Zoë', role: 'speaker', title: 'Bees', stage: 'invited', locked: true },
    });
  });

  describe('a browser', () => {
    /** Comes back to a room, and goes into another one. */
    const expectSameKeyOnlyIn = async (room: string, visitor: unknown): Promise<void> => {
      for (const id of [room, 'def']) {
        const other = new RoomSession({ loadSdk: () => Promise.resolve(fake.sdk) });
        await other.join(id, { name: 'Zoë' });
        expect(newest().body.visitor === visitor).to.equal(id === room);
        other.leave();
      }
    };

    it('is known in a room that it has created by the key with which it did', async () => {
      await session.create({ name: 'Zoë' });
      const { visitor } = newest().body;
      await expectSameKeyOnlyIn('abc', visitor);
    });

    it('creates a room without a key if the API is of an older version', async () => {
      api.outdated = true;
      await session.create({ name: 'Zoë' });
      expect(api.calls.map(({ body }) => 'visitor' in body)).to.deep.equal([true, false]);
      expect(localStorage.getItem('audio-rooms.visitorKeys')).to.equal(null);
    });

    it('has the same key in one room at each visit, and another one in each room', async () => {
      await session.join('abc', { name: 'Zoë' });
      const { visitor } = newest().body;
      expect(visitor).to.match(/^[\w-]{43}$/);
      await expectSameKeyOnlyIn('abc', visitor);
    });
  });

  describe('with an API of an older version', () => {
    it('joins, listens and speaks, and says clearly that there are no hands', async () => {
      api.outdated = true;
      await session.join('abc', { name: 'Zoë' });
      await session.goOnStage();
      expect(session.snapshot.phase).to.equal('speaking');
      expect(session.snapshot.host).to.equal(false);
      expect((await failureOf(session.controls.raiseHand())).code).to.equal('API_OUTDATED');
    });
  });
});
