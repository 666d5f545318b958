import { describeError, log, roomTag } from '../aws/log.ts';
import type { SpeakerFact } from '../rooms/presence.ts';
import type { PresenceKeeper } from './presence-keeper.ts';
import { parseRoomMessage, type RoomMessage } from './room-message-parser.ts';

/** The part of Lambda's SQS event that the handler reads. */
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
  /** Correlation ids of the requests that asked for a refresh. */
  readonly refreshes: string[];
}

/**
 * Handles a batch of messages, and reports which of them failed, so that only those are delivered again. Presence does
 * not depend on the order of messages, so a message that can't be parsed does not hold up those after it.
 */
export async function handleRoomMessages(
  event: QueueEvent,
  presence: Pick<PresenceKeeper, 'addFacts' | 'refresh'>,
): Promise<BatchResult> {
  const rooms = new Map<string, RoomWork>();
  const failed: string[] = [];
  for (const { messageId, body } of event.Records) {
    try {
      addTo(rooms, messageId, parseRoomMessage(body));
    } catch (error) {
      log.error('Message not parsed', { messageId, error: describeError(error) });
      failed.push(messageId);
    }
  }
  for (const [stageArn, { messageIds, facts, refreshes }] of rooms) {
    const room = roomTag(stageArn.slice(stageArn.lastIndexOf('/') + 1));
    const line = { room, facts: facts.length, correlationIds: refreshes };
    try {
      if (facts.length > 0) await presence.addFacts(stageArn, facts);
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
