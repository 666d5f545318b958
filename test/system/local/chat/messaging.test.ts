import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ChatRoomRecord } from '../../../../src/local/shared/chat-records.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { waitFor } from '../../../support/eventually.ts';
import { ChatClient, type Frame } from './support/chat-client.ts';
import { ChatFixture } from './support/chat-fixture.ts';

const MINUTE = 60_000;

describe('the messaging socket', () => {
  const clock = new ManualClock();
  let fixture: ChatFixture;

  before(async () => {
    fixture = await ChatFixture.start({
      clock,
      maxConnections: 20,
      allowsOrigin: (origin) => origin === 'https://rooms.test',
    });
  });
  after(() => fixture.stop());

  const refusal = (token: string, origin?: string): Promise<string> =>
    new ChatClient(fixture.url, token, origin).connected().then(
      () => 'connected',
      (error: unknown) => String(error),
    );
  const codes = (frames: readonly Frame[]) => frames.map((frame) => frame['ErrorCode']);
  /** Waits until a client has received everything that was sent so far. */
  const settled = async (client: ChatClient, room: ChatRoomRecord): Promise<void> => {
    const id = fixture.chatServer.sendEvent(room.arn, 'settled', {});
    await waitFor('the last event', () => client.frames.some((frame) => frame['Id'] === id));
  };
  const nobody = () =>
    waitFor('nobody connected', () => {
      const { chatConnections, chatRooms } = fixture.chatServer.counts();
      return chatConnections + chatRooms === 0;
    });

  it('opens one connection with a token, within a minute, and echoes it', async () => {
    const room = fixture.addRoom();
    const token = fixture.token(room, 'ann');
    const ann = await new ChatClient(fixture.url, token).connected();
    assert.equal(ann.socket.protocol, token);
    assert.match(await refusal(token), /401/);
    const late = fixture.token(room, 'ann');
    clock.advance(MINUTE - 1);
    const intime = fixture.token(room, 'ann');
    clock.advance(1);
    assert.match(await refusal(late), /401/);
    assert.equal(await refusal(intime), 'connected');
    assert.match(await refusal('made-up'), /401/);
  });

  it('refuses a token of a room that was deleted meanwhile, and of a session that is over', async () => {
    const room = fixture.addRoom();
    const token = fixture.token(room, 'ann');
    fixture.deleteRoom(room);
    assert.match(await refusal(token), /401/);
    const over = fixture.token(fixture.addRoom(), 'ann', { endsAt: clock.now() });
    assert.match(await refusal(over), /401/);
  });

  it('is open to pages of allowed origins only', async () => {
    const room = fixture.addRoom();
    assert.match(await refusal(fixture.token(room, 'ann'), 'https://evil.test'), /403/);
    assert.equal(await refusal(fixture.token(room, 'ann'), 'https://rooms.test'), 'connected');
  });

  it('ends a connection at the end of its session, in the room of others who stay', async () => {
    const room = fixture.addRoom();
    const ann = await fixture.connect(room, 'ann', { endsAt: clock.now() + 2 * MINUTE });
    const bob = await fixture.connect(room, 'bob');
    clock.advance(2 * MINUTE - 1);
    await settled(ann, room);
    clock.advance(1);
    assert.equal(await ann.ended(), 1000);
    await settled(bob, room);
  });

  it('takes ten requests a second of a connection, and refuses more', async () => {
    const room = fixture.addRoom();
    const ann = await fixture.connect(room, 'ann');
    const bob = await fixture.connect(room, 'bob');
    const asked = Array.from({ length: 12 }, (_, index) => ann.say(`message ${index}`));
    const answers = await Promise.all(asked.map((id) => ann.answer(id)));
    assert.deepEqual(codes(answers), [...Array<undefined>(10).fill(undefined), 429, 429]);
    assert.equal((await bob.answer(bob.say('of another connection')))['Type'], 'MESSAGE');
    clock.advance(100);
    const later = [ann.say('one more'), ann.say('two more')];
    assert.deepEqual(codes(await Promise.all(later.map((id) => ann.answer(id)))), [undefined, 429]);
    await settled(bob, room);
    assert.equal(bob.frames.filter(({ Type }) => Type === 'MESSAGE').length, 12);
    assert.deepEqual(codes(bob.frames.filter(({ Type }) => Type === 'ERROR')), []);
  });

  it('takes as many messages a second as the room allows to everybody together', async () => {
    const room = fixture.addRoom({ maximumMessageRatePerSecond: 3 });
    const people = await Promise.all(['ann', 'bob'].map((name) => fixture.connect(room, name)));
    const answers: Frame[] = [];
    for (const person of [...people, ...people])
      answers.push(await person.answer(person.say('hi')));
    assert.deepEqual(codes(answers), [undefined, undefined, undefined, 429]);
    // Deletions and disconnections are not messages.
    const [ann] = people as [ChatClient];
    const deletion = ann.request({ Action: 'DELETE_MESSAGE', Id: 'AbCdEf123456' });
    assert.equal((await ann.answer(deletion))['EventName'], 'aws:DELETE_MESSAGE');
    // The limit may be changed while people are connected.
    fixture.rooms.set(room.arn, { ...room, maximumMessageRatePerSecond: 100 });
    clock.advance(1_000);
    assert.equal((await ann.answer(ann.say('again')))['Type'], 'MESSAGE');
  });

  it('tells everybody to delete a message, whether or not it was ever sent', async () => {
    const room = fixture.addRoom();
    const ann = await fixture.connect(room, 'ann');
    const id = ann.request({ Action: 'DELETE_MESSAGE', Id: 'NeVeRsEnT000', Reason: 'rude' });
    const { Attributes } = await ann.answer(id);
    assert.deepEqual(Attributes, { MessageID: 'NeVeRsEnT000', Reason: 'rude' });
  });

  it('disconnects all connections of a user, and nobody else', async () => {
    const room = fixture.addRoom();
    const other = await fixture.connect(fixture.addRoom(), 'ann');
    const ann = [await fixture.connect(room, 'ann'), await fixture.connect(room, 'ann')];
    const bob = await fixture.connect(room, 'bob');
    fixture.chatServer.disconnectUser(room.arn, 'ann', 'enough');
    for (const connection of ann) {
      assert.equal(await connection.ended(), 1008);
      const { Attributes } = await connection.event('aws:DISCONNECT_USER');
      assert.deepEqual(Attributes, { UserId: 'ann', Reason: 'enough' });
    }
    await settled(bob, room);
    assert.equal(bob.frames[0]?.['EventName'], 'aws:DISCONNECT_USER');
    assert.equal(other.closed, undefined);
  });

  it('refuses more connections than the account may have, until others leave', async () => {
    fixture.cut();
    await nobody();
    const room = fixture.addRoom();
    const people: ChatClient[] = [];
    for (let count = 0; count < 20; count += 1)
      people.push(await fixture.connect(room, `user ${count % 3}`));
    assert.match(await refusal(fixture.token(room, 'late')), /429/);
    people[0]?.socket.close();
    await waitFor('a free place', () => fixture.chatServer.counts().chatConnections === 19);
    assert.equal(await refusal(fixture.token(room, 'late')), 'connected');
  });

  it('keeps nothing of rooms that come and go', async () => {
    fixture.cut();
    clock.advance(MINUTE);
    await nobody();
    for (let round = 0; round < 50; round += 1) {
      const room = fixture.addRoom();
      const people = await Promise.all(
        ['ann', 'bob', 'cid'].map((name) => fixture.connect(room, name)),
      );
      await people[0]?.answer(people[0].say('hi'));
      if (round % 2 === 0) fixture.deleteRoom(room);
      else for (const { socket } of people) socket.terminate();
      await nobody();
      fixture.token(room, 'never comes');
    }
    assert.equal(fixture.chatServer.counts().chatTokens, 50);
    clock.advance(MINUTE);
    assert.deepEqual(fixture.chatServer.counts(), {
      chatConnections: 0,
      chatRooms: 0,
      chatTokens: 0,
    });
    assert.equal(clock.planned, 0, 'no timer of a session is left');
    assert.deepEqual(fixture.failures, []);
  });
});
