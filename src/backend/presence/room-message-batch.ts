import { describeError, log, roomTag } from '../aws/log.ts';
import type { SpeakerFact } from '../rooms/presence.ts';
import { parseRoomMessage, type RoomMessage } from './room-messages.ts';
import type { RoomPresence } from './room-presence.ts';

/** What the handler reads of an SQS event; Lambda itself makes it. */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

export interface BatchResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** The messages of one room in a batch. */
interface RoomWork {
  readonly messageIds: string[];
  readonly facts: SpeakerFact[];
  /** Ids of the requests that wanted a refresh. */
  readonly refreshes: string[];
}

/**
 * Takes in a batch and reports what failed, so that only that comes again. A message that can't be read is reported
 * alone: the order within a room does not matter to presence, so those behind it need not wait for it.
 */
export async function handleRoomMessages(
  event: QueueEvent,
  presence: Pick<RoomPresence, 'learn' | 'refresh'>,
): Promise<BatchResult> {
  const rooms = new Map<string, RoomWork>();
  const failed: string[] = [];
  for (const { messageId, body } of event.Records) {
    try {
      addTo(rooms, messageId, parseRoomMessage(body));
    } catch (error) {
      log.error('Message not understood', { messageId, error: describeError(error) });
      failed.push(messageId);
    }
  }
  for (const [stageArn, { messageIds, facts, refreshes }] of rooms) {
    const room = roomTag(stageArn.slice(stageArn.lastIndexOf('/') + 1));
    const line = { room, facts: facts.length, correlationIds: refreshes };
    try {
      if (facts.length > 0) await presence.learn(stageArn, facts);
      if (refreshes.length > 0) await presence.refresh(stageArn);
      log.info('Room updated', line);
    } catch (error) {
      log.error('Room not updated', { ...line, messageIds, error: describeError(error) });
      failed.push(...messageIds);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

function addTo(rooms: Map<string, RoomWork>, messageId: string, message: RoomMessage): void {
  if (message.kind === 'ignored') return;
  const work = rooms.get(message.stageArn) ?? { messageIds: [], facts: [], refreshes: [] };
  rooms.set(message.stageArn, work);
  work.messageIds.push(messageId);
  if (message.kind === 'refresh') work.refreshes.push(message.correlationId ?? 'unknown');
  else work.facts.push(message.fact);
}
