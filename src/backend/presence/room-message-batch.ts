import { setTimeout as delay } from 'node:timers/promises';
import { describeError, log, roomTag } from '../aws/log.ts';
import type { SpeakerFact } from '../rooms/presence.ts';
import { UNREADABLE_GROUP, type MessageRetries, type QueueMessage } from './message-retries.ts';
import type { PresenceKeeper } from './presence-keeper.ts';
import { parseRoomMessage, type RoomMessage } from './room-message-parser.ts';

/** The part of Lambda's SQS event that the handler reads. */
export interface QueueEvent {
  readonly Records: readonly QueueMessage[];
}

export interface BatchResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface BatchOptions {
  readonly presence: Pick<PresenceKeeper, 'addFacts' | 'refresh' | 'checkStage'>;
  readonly retries: Pick<MessageRetries, 'retry' | 'postpone'>;
  /** Milliseconds after which a room counts as failed, so that the function can still report it. */
  readonly timeLimit: number;
  readonly now?: () => number;
}

/** Milliseconds for a room's stage events: a read and a write. Other rooms may be waiting for the batch. */
const FACTS_MS = 5_000;

/** The messages of one room in a batch. */
interface RoomWork {
  readonly facts: { readonly message: QueueMessage; readonly fact: SpeakerFact }[];
  /** Who must have left the stage by now. */
  readonly checks: { readonly message: QueueMessage; readonly participantId: string }[];
  /** With the correlation ids of the requests that asked for a refresh. */
  readonly refreshes: { readonly message: QueueMessage; readonly correlationId: string }[];
}

/** A message that was not handled, and the group in which it is tried again. */
interface Failure {
  readonly message: QueueMessage;
  readonly group: string;
}

/**
 * Handles a batch of messages, room by room at once, and reports which of them Lambda must keep. Presence does not depend
 * on the order of messages, so a message that fails does not hold up those after it.
 */
export async function handleRoomMessages(
  event: QueueEvent,
  { presence, retries, timeLimit, now = Date.now }: BatchOptions,
): Promise<BatchResult> {
  const rooms = new Map<string, RoomWork>();
  const failures: Failure[] = [];
  const early: QueueMessage[] = [];
  for (const message of event.Records) {
    try {
      const meaning = parseRoomMessage(message.body);
      const wait = meaning.kind === 'check' ? meaning.notBefore - now() : 0;
      if (wait <= 0) addTo(rooms, message, meaning);
      else {
        early.push(message);
        await retries.postpone(message, wait);
      }
    } catch (error) {
      const { messageId } = message;
      log.error('Message not parsed', { messageId, error: describeError(error) });
      failures.push({ message, group: UNREADABLE_GROUP });
    }
  }
  const updates = Array.from(rooms, async ([stageArn, work]) => {
    const failed = await updateRoom(stageArn, work, presence, timeLimit);
    return failed.map((message) => ({ message, group: stageArn }));
  });
  failures.push(...(await Promise.all(updates)).flat());
  const kept = await Promise.all(
    failures.map(async ({ message, group }) =>
      (await retries.retry(message, group)) ? [{ itemIdentifier: message.messageId }] : [],
    ),
  );
  const postponed = early.map(({ messageId }) => ({ itemIdentifier: messageId }));
  return { batchItemFailures: [...postponed, ...kept.flat()] };
}

/** @returns the messages that failed. */
async function updateRoom(
  stageArn: string,
  { facts, checks, refreshes }: RoomWork,
  presence: BatchOptions['presence'],
  timeLimit: number,
): Promise<QueueMessage[]> {
  const line = {
    room: roomTag(stageArn.slice(stageArn.lastIndexOf('/') + 1)),
    facts: facts.length,
    correlationIds: refreshes.map(({ correlationId }) => correlationId),
  };
  let left = [...facts, ...checks, ...refreshes].map(({ message }) => message);
  try {
    if (facts.length > 0) {
      const known = facts.map(({ fact }) => fact);
      await within(FACTS_MS, presence.addFacts(stageArn, known));
    }
    left = [...checks, ...refreshes].map(({ message }) => message);
    for (const { participantId } of checks) {
      await within(FACTS_MS, presence.checkStage(stageArn, participantId));
    }
    left = refreshes.map(({ message }) => message);
    if (refreshes.length > 0) await within(timeLimit - FACTS_MS, presence.refresh(stageArn));
    log.info('Room updated', line);
    return [];
  } catch (error) {
    const messageIds = left.map(({ messageId }) => messageId);
    log.error('Room not updated', { ...line, messageIds, error: describeError(error) });
    return left;
  }
}

/** @throws Error if the work takes longer. It goes on, but whatever it writes is right at that time. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const limit = delay(milliseconds, undefined, { signal: timer.signal }).then(() => {
    throw new Error('The room took too long.');
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    timer.abort();
    limit.catch(() => {}); // aborted
  }
}

function addTo(rooms: Map<string, RoomWork>, message: QueueMessage, meaning: RoomMessage): void {
  if (meaning.kind === 'ignored') return;
  const work = rooms.get(meaning.stageArn) ?? { facts: [], checks: [], refreshes: [] };
  rooms.set(meaning.stageArn, work);
  if (meaning.kind === 'fact') work.facts.push({ message, fact: meaning.fact });
  else if (meaning.kind === 'check') {
    work.checks.push({ message, participantId: meaning.participantId });
  } else work.refreshes.push({ message, correlationId: meaning.correlationId ?? 'unknown' });
}
