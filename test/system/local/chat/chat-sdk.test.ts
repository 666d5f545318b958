import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ChatRoom,
  type ChatError,
  type ChatMessage,
  DeleteMessageRequest,
  DisconnectUserRequest,
  SendMessageRequest,
} from 'amazon-ivs-chat-messaging';
import { WebSocket } from 'ws';
import type { ChatRoomRecord, ChatSession } from '../../../../src/local/shared/chat-records.ts';
import { waitFor } from '../../../support/eventually.ts';
import { ChatFixture } from './support/chat-fixture.ts';

// Node.js 20 has no WebSocket of its own.
if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket });

describe('the IVS Chat SDK, unmodified, with the chat server', () => {
  let fixture: ChatFixture;
  const open = new Set<ChatRoom>();

  before(async () => {
    fixture = await ChatFixture.start();
  });
  after(async () => {
    for (const room of open) room.disconnect();
    await fixture.stop();
  });

  /** A visitor, and what the SDK told it. */
  function visit(room: ChatRoomRecord, userId: string, session: Partial<ChatSession> = {}) {
    const log: string[] = [];
    const messages: ChatMessage[] = [];
    let tokens = 0;
    const chat = new ChatRoom({
      regionOrUrl: fixture.url,
      tokenProvider: () => {
        tokens += 1;
        return Promise.resolve({ token: fixture.token(room, userId, session) });
      },
    });
    // Of a cut, the SDK would print the whole socket.
    chat.logger = { debug: () => {}, info: () => {}, error: () => {} };
    chat.addListener('connect', () => log.push('connect'));
    chat.addListener('disconnect', (reason) => log.push(`disconnect ${reason}`));
    chat.addListener('message', (message) => messages.push(message));
    chat.addListener('event', ({ eventName, attributes }) =>
      log.push(`event ${eventName} ${JSON.stringify(attributes)}`),
    );
    chat.addListener('messageDelete', ({ messageId, reason }) =>
      log.push(`deleted ${messageId} ${reason}`),
    );
    chat.addListener('userDisconnect', ({ userId, reason }) =>
      log.push(`disconnected ${userId} ${reason}`),
    );
    open.add(chat);
    chat.connect();
    const said = (line: string, times = 1) =>
      waitFor(
        `${userId} is told: ${line}`,
        () => log.filter((one) => one === line).length >= times,
        30_000,
      );
    return { chat, messages, said, tokens: () => tokens };
  }

  it('sends a message to everybody, with the sender of the token', async () => {
    const room = fixture.addRoom();
    const ann = visit(room, 'ann');
    const bob = visit(room, 'bob');
    await Promise.all([ann.said('connect'), bob.said('connect')]);
    const sent = await ann.chat.sendMessage(new SendMessageRequest('Hallo 👋', { type: 'text' }));
    const got = await waitFor('the message', () => bob.messages[0]);
    for (const message of [sent, got]) {
      assert.equal(message.content, 'Hallo 👋');
      assert.deepEqual(message.attributes, { type: 'text' });
      assert.equal(message.sender.userId, 'ann');
      assert.deepEqual(message.sender.attributes, { name: 'name of ann' });
      assert.match(message.id, /^[A-Za-z0-9]{12}$/);
      assert.ok(Math.abs(message.sendTime.getTime() - Date.now()) < 60_000);
    }
    assert.equal(got.id, sent.id);
    assert.equal(ann.messages.length, 1);
  });

  it('tells events, deletions and disconnections to everybody', async () => {
    const room = fixture.addRoom();
    const host = visit(room, 'host');
    const ann = visit(room, 'ann');
    await Promise.all([host.said('connect'), ann.said('connect')]);
    fixture.chatServer.sendEvent(room.arn, 'hand-raised', { id: 'ann' });
    await Promise.all([host, ann].map(({ said }) => said('event hand-raised {"id":"ann"}')));
    const { id } = await ann.chat.sendMessage(new SendMessageRequest('spam'));
    const deletion = await host.chat.deleteMessage(new DeleteMessageRequest(id, 'rude'));
    assert.equal(deletion.messageId, id);
    await Promise.all([host, ann].map(({ said }) => said(`deleted ${id} rude`)));
    await host.chat.disconnectUser(new DisconnectUserRequest('ann', 'bye'));
    await host.said('disconnected ann bye');
    await ann.said('disconnect serverDisconnect');
    assert.equal(ann.tokens(), 1, 'the SDK does not come back by itself');
    ann.chat.connect();
    await ann.said('connect', 2);
  });

  it('rejects what a connection may not do, with the code of the reason', async () => {
    const room = fixture.addRoom({ maximumMessageLength: 5 });
    const reader = visit(room, 'reader', { capabilities: new Set() });
    const writer = visit(room, 'writer', { capabilities: new Set(['SEND_MESSAGE']) });
    await Promise.all([reader.said('connect'), writer.said('connect')]);
    const refused = (code: number) => (error: ChatError) => error.errorCode === code;
    const message = (text: string, size = 0) =>
      new SendMessageRequest(text, { type: 'x'.repeat(size) });
    await assert.rejects(reader.chat.sendMessage(message('hello')), refused(403));
    await assert.rejects(
      writer.chat.deleteMessage(new DeleteMessageRequest('AbCdEf123456')),
      refused(403),
    );
    await assert.rejects(
      writer.chat.disconnectUser(new DisconnectUserRequest('reader')),
      refused(403),
    );
    await assert.rejects(writer.chat.sendMessage(message('hello!')), refused(400));
    await assert.rejects(writer.chat.sendMessage(message('hello', 1_024)), refused(413));
    await writer.chat.sendMessage(message('👋👋👋👋👋'));
    assert.deepEqual(
      reader.messages.map(({ content }) => content),
      ['👋👋👋👋👋'],
    );
  });

  it('connects again with a new token after a cut, and not with one that is refused', async () => {
    const room = fixture.addRoom();
    const ann = visit(room, 'ann');
    await ann.said('connect');
    fixture.cut();
    await ann.said('connect', 2);
    assert.equal(ann.tokens(), 2);
    await ann.chat.sendMessage(new SendMessageRequest('back'));
    const late = visit(room, 'late', { endsAt: 0 });
    await late.said('disconnect socketError');
    assert.equal(late.tokens(), 4);
  });

  it('is disconnected when its room is deleted', async () => {
    const room = fixture.addRoom();
    const ann = visit(room, 'ann');
    await ann.said('connect');
    fixture.deleteRoom(room);
    await ann.said('disconnect serverDisconnect');
    ann.chat.connect();
    await ann.said('disconnect socketError');
  });
});
