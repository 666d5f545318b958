import './support/silence.ts';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DisconnectUserCommand, SendEventCommand } from '@aws-sdk/client-ivschat';
import type { ChannelEvent } from '../../../src/api/channel.ts';
import { ChatMessages } from '../../../src/backend/channel/chat-messages.ts';
import { awsError } from './support/aws-error.ts';
import { roomOf } from './support/rooms.ts';

const channelArn = 'arn:aws:ivschat:us-east-1:000000000000:room/abc';
const room = roomOf('Room', { channelArn });
const event: ChannelEvent = { name: 'hand-lowered', version: 7, attributes: { id: 'ann' } };

/** @param answer - What each call of IVS Chat comes to. */
function openMessages(
  answer: (signal?: AbortSignal) => Promise<unknown> = () => Promise.resolve({}),
) {
  const sent: unknown[] = [];
  const send = (command: { input: unknown }, options?: { abortSignal?: AbortSignal }) => {
    sent.push(command);
    return answer(options?.abortSignal);
  };
  return { sent, messages: new ChatMessages({ send } as never) };
}

describe('messages of functions in a channel', () => {
  it('tell of an event with its version, as texts', async () => {
    const { sent, messages } = openMessages();
    await messages.tell(room, [event]);
    const [command] = sent;
    assert.ok(command instanceof SendEventCommand);
    assert.deepEqual(command.input, {
      roomIdentifier: channelArn,
      eventName: 'hand-lowered',
      attributes: { id: 'ann', version: '7' },
    });
  });

  it('are none in a room that nobody has asked for a channel', async () => {
    const { sent, messages } = openMessages();
    await messages.tell(roomOf('Quiet'), [event]);
    await messages.disconnect(roomOf('Quiet'), 'ann');
    assert.deepEqual(sent, []);
  });

  it('fail no call, whatever becomes of them', async () => {
    for (const error of [awsError('ThrottlingException', 429), new TypeError('a bug')]) {
      await openMessages(() => Promise.reject(error)).messages.tell(room, [event, event]);
    }
  });

  it('are given up when IVS Chat does not answer', async () => {
    const never = (signal?: AbortSignal) =>
      new Promise((_, reject) => {
        const alive = setTimeout(() => {}, 60_000); // the signal's own timer keeps no process alive
        signal?.addEventListener('abort', () => {
          clearTimeout(alive);
          reject(new DOMException('Aborted', 'AbortError'));
        });
      });
    await openMessages(never).messages.tell(room, [event]);
  });

  it('disconnect somebody, and do not mind if nobody is there', async () => {
    const gone = openMessages(() => Promise.reject(awsError('ResourceNotFoundException', 404)));
    await gone.messages.disconnect(room, 'ann');
    assert.ok(gone.sent[0] instanceof DisconnectUserCommand);
    const busy = openMessages(() => Promise.reject(awsError('ThrottlingException', 429)));
    await assert.rejects(busy.messages.disconnect(room, 'ann'));
  });
});
