import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { Store } from '../../shared/store.ts';

/** How long a message with the same deduplication id counts as a duplicate. */
const DEDUPLICATION_MS = 5 * 60_000;

export interface MessageRecord {
  readonly id: string;
  readonly sequenceNumber: string;
  readonly groupId: string;
  readonly deduplicationId: string;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly firstReceivedAt?: number;
  readonly receiveCount: number;
}

export interface ReceivedMessage extends MessageRecord {
  readonly receiptHandle: string;
}

export interface FifoQueueOptions {
  readonly name: string;
  readonly clock: Clock;
  /** Messages by id. */
  readonly store: Store<MessageRecord>;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  /** Takes messages that were received too often. */
  readonly deadLetters?: { readonly queue: FifoQueue; readonly maxReceiveCount: number };
}

/**
 * An SQS FIFO queue with content-based deduplication. The messages of a group are received in the order in which they were
 * sent, and a group with a message in flight delivers no other.
 */
export class FifoQueue {
  readonly name: string;
  readonly #options: FifoQueueOptions;
  readonly #groups = new Map<string, MessageRecord[]>();
  readonly #inFlight = new Map<
    string,
    { receiptHandle: string; groupId: string; cancel: () => void }
  >();
  readonly #recent = new Map<string, { until: number; message: MessageRecord }>();
  readonly #listeners = new Set<() => void>();
  #sequence: number;

  constructor(options: FifoQueueOptions) {
    this.name = options.name;
    this.#options = options;
    // Starts at the time in microseconds, so that it also increases across restarts.
    this.#sequence = options.clock.now() * 1000;
    const kept = options.store.values().sort(bySequence);
    for (const message of kept) {
      this.#append(message);
      this.#remember(message);
    }
  }

  /** Adds a message, unless one with the same deduplication id was sent in the last five minutes; returns that one then. */
  send(input: { body: string; groupId: string; deduplicationId?: string }): MessageRecord {
    const now = this.#options.clock.now();
    const deduplicationId =
      input.deduplicationId ?? createHash('sha256').update(input.body).digest('hex');
    const same = this.#recall(deduplicationId, now);
    if (same) return same;
    this.#sequence += 1;
    const message: MessageRecord = {
      id: randomUUID(),
      sequenceNumber: String(this.#sequence).padStart(20, '0'),
      groupId: input.groupId,
      deduplicationId,
      body: input.body,
      sentAt: now,
      receiveCount: 0,
    };
    this.#options.store.set(message.id, message);
    this.#append(message);
    this.#remember(message);
    this.#announce();
    return message;
  }

  /** Receives messages. Those that are not deleted within the visibility timeout are received again. */
  receive(max: number, visibilityTimeoutSeconds?: number): ReceivedMessage[] {
    const received: ReceivedMessage[] = [];
    const busy = new Set(Array.from(this.#inFlight.values(), ({ groupId }) => groupId));
    for (const [groupId, messages] of [...this.#groups]) {
      if (busy.has(groupId)) continue;
      for (const message of [...messages]) {
        if (received.length === max) return received;
        const taken = this.#take(message, visibilityTimeoutSeconds);
        if (taken) received.push(taken);
      }
      // Move the group to the end, so that a busy group can't delay the others.
      const rest = this.#groups.get(groupId);
      if (rest && this.#groups.delete(groupId)) this.#groups.set(groupId, rest);
    }
    return received;
  }

  /** Deletes a received message. Returns false if the handle is not from its latest receipt or has expired. */
  delete(receiptHandle: string): boolean {
    const id = receiptHandle.split(':')[0] ?? '';
    const receipt = this.#inFlight.get(id);
    if (receipt?.receiptHandle !== receiptHandle) return false;
    receipt.cancel();
    this.#inFlight.delete(id);
    this.#remove(id, receipt.groupId);
    this.#announce();
    return true;
  }

  /**
   * Changes when a received message can be received again, counted from now. Returns false if the handle is not from its
   * latest receipt or has expired.
   */
  changeVisibility(receiptHandle: string, seconds: number): boolean {
    const id = receiptHandle.split(':')[0] ?? '';
    const receipt = this.#inFlight.get(id);
    if (receipt?.receiptHandle !== receiptHandle) return false;
    receipt.cancel();
    this.#inFlight.set(id, { ...receipt, cancel: this.#reappear(id, seconds) });
    return true;
  }

  /** Calls back whenever there may be something to receive. Returns a function that unsubscribes. */
  onAvailable(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  counts(): { waiting: number; inFlight: number } {
    const inFlight = this.#inFlight.size;
    return { waiting: this.#options.store.size - inFlight, inFlight };
  }

  close(): void {
    for (const { cancel } of this.#inFlight.values()) cancel();
    this.#listeners.clear();
  }

  #take(message: MessageRecord, visibilityTimeoutSeconds?: number): ReceivedMessage | undefined {
    const { clock, store, retentionSeconds, deadLetters } = this.#options;
    const now = clock.now();
    if (now - message.sentAt > retentionSeconds * 1000) {
      this.#remove(message.id, message.groupId);
      return undefined;
    }
    if (deadLetters && message.receiveCount >= deadLetters.maxReceiveCount) {
      // Add before removing: if the process is killed in between, the message is in both queues rather than in neither.
      deadLetters.queue.#accept({ ...message, receiveCount: 0 });
      this.#remove(message.id, message.groupId);
      return undefined;
    }
    const updated = {
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
    };
    this.#replace(updated);
    store.set(updated.id, updated);
    const receiptHandle = `${message.id}:${randomUUID()}`;
    const seconds = visibilityTimeoutSeconds ?? this.#options.visibilityTimeoutSeconds;
    const cancel = this.#reappear(message.id, seconds);
    this.#inFlight.set(message.id, { receiptHandle, groupId: message.groupId, cancel });
    return { ...updated, receiptHandle };
  }

  /** Makes a message in flight visible again after a time. Returns a function that cancels it. */
  #reappear(id: string, seconds: number): () => void {
    return this.#options.clock.after(seconds * 1000, () => {
      this.#inFlight.delete(id);
      this.#announce();
    });
  }

  /** Adds a message of another queue unchanged. */
  #accept(message: MessageRecord): void {
    this.#options.store.set(message.id, message);
    this.#append(message);
    this.#announce();
  }

  #append(message: MessageRecord): void {
    const group = this.#groups.get(message.groupId);
    if (group) group.push(message);
    else this.#groups.set(message.groupId, [message]);
  }

  #replace(message: MessageRecord): void {
    const group = this.#groups.get(message.groupId);
    if (!group) return;
    group[group.findIndex(({ id }) => id === message.id)] = message;
  }

  #remove(id: string, groupId: string): void {
    this.#options.store.delete(id);
    const rest = (this.#groups.get(groupId) ?? []).filter((message) => message.id !== id);
    if (rest.length > 0) this.#groups.set(groupId, rest);
    else this.#groups.delete(groupId);
  }

  #remember(message: MessageRecord): void {
    this.#recent.set(message.deduplicationId, {
      until: message.sentAt + DEDUPLICATION_MS,
      message,
    });
  }

  #recall(deduplicationId: string, now: number): MessageRecord | undefined {
    // The entries are in sending order, so the first one that has not expired ends the loop.
    for (const [id, { until }] of this.#recent) {
      if (until > now) break;
      this.#recent.delete(id);
    }
    return this.#recent.get(deduplicationId)?.message;
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}

const bySequence = (a: MessageRecord, b: MessageRecord) =>
  a.sequenceNumber < b.sequenceNumber ? -1 : 1;
