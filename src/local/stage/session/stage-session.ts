import type { ParticipantEventRecord, ParticipantRecord } from '../../shared/stage-records.ts';
import { randomId } from '../../shared/random-id.ts';
import type { StageToken } from '../tokens/token-claims.ts';

// About as many as come and go in a room; 1 MB of memory at most.
const MAX_REMEMBERED = 2_000;

// Per participant. The newest ones tell its present state.
const MAX_EVENTS = 10;

/** A session of a stage and its participants. It lasts from the first join until some time after the last leave. */
export class StageSession {
  /** In the format of IVS: `st-` and 13 characters. */
  readonly id = `st-${randomId(13)}`;
  readonly #records = new Map<string, ParticipantRecord>();

  get participants(): readonly ParticipantRecord[] {
    return [...this.#records.values()];
  }

  has(participantId: string): boolean {
    return this.#records.has(participantId);
  }

  joined(token: StageToken, now: number): void {
    const { participantId, userId, attributes } = token;
    const known = this.#records.get(participantId);
    this.#records.set(participantId, {
      participantId,
      userId,
      attributes,
      state: 'CONNECTED',
      firstJoinTime: known?.firstJoinTime ?? new Date(now),
      published: known?.published ?? false,
      events: known?.events ?? [],
    });
    // A token exchange is recorded here, too, but is not a join.
    if (known?.state !== 'CONNECTED') this.#note(participantId, 'JOINED', now);
    if (this.#records.size > MAX_REMEMBERED) this.#forgetOne();
  }

  published(participantId: string, now: number): void {
    this.#update(participantId, { published: true });
    this.#note(participantId, 'PUBLISH_STARTED', now);
  }

  unpublished(participantId: string, now: number): void {
    this.#note(participantId, 'PUBLISH_STOPPED', now);
  }

  left(participantId: string, now: number): void {
    this.#update(participantId, { state: 'DISCONNECTED' });
    this.#note(participantId, 'LEFT', now);
  }

  #note(participantId: string, name: ParticipantEventRecord['name'], now: number): void {
    const events = this.#records.get(participantId)?.events ?? [];
    const event = { name, eventTime: new Date(now) };
    this.#update(participantId, { events: [...events, event].slice(-MAX_EVENTS) });
  }

  #update(participantId: string, change: Partial<ParticipantRecord>): void {
    const known = this.#records.get(participantId);
    if (known) this.#records.set(participantId, { ...known, ...change });
  }

  #forgetOne(): void {
    for (const { participantId, state } of this.#records.values()) {
      if (state === 'CONNECTED') continue;
      this.#records.delete(participantId);
      return;
    }
  }
}
