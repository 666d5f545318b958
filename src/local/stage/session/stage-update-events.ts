import { isoSeconds } from '../../shared/clock.ts';
import type { StageUpdate } from '../../shared/stage-records.ts';
import type { StageToken } from '../tokens/token-claims.ts';

type EventName = StageUpdate['detail']['event_name'];

/** Emits the `IVS Stage Update` events of all stages, with strictly increasing precise times. */
export class StageUpdateEvents {
  readonly #emit: (update: StageUpdate) => void;
  readonly #now: () => number;
  #lastMicroseconds = 0;

  constructor(emit: (update: StageUpdate) => void, now: () => number) {
    this.#emit = emit;
    this.#now = now;
  }

  published(token: StageToken, sessionId: string): void {
    this.#send('Participant Published', token, sessionId, this.#preciseTime());
  }

  unpublished(token: StageToken, sessionId: string): void {
    this.#send('Participant Unpublished', token, sessionId, this.#preciseTime());
  }

  exchanged(previous: StageToken, token: StageToken, sessionId: string): void {
    this.#send('Token Exchanged', token, sessionId, {
      event_time: isoSeconds(this.#now()),
      previous_token: describe(previous),
      new_token: describe(token),
    });
  }

  #send(
    name: EventName,
    { stageArn, userId, participantId }: StageToken,
    sessionId: string,
    more: { readonly event_time: string; readonly [field: string]: unknown },
  ): void {
    this.#emit({
      stageArn,
      detail: {
        session_id: sessionId,
        event_name: name,
        user_id: userId,
        participant_id: participantId,
        ...more,
      },
    });
  }

  #preciseTime(): { event_time: string; event_time_precise: string } {
    const micros = Math.max(this.#lastMicroseconds + 1, Math.trunc(this.#now() * 1000));
    this.#lastMicroseconds = micros;
    const whole = isoSeconds(micros / 1000);
    const fraction = String(micros % 1_000_000).padStart(6, '0');
    return { event_time: whole, event_time_precise: whole.replace('Z', `.${fraction}Z`) };
  }
}

function describe(token: StageToken): Record<string, unknown> {
  return {
    capabilities: [
      ...(token.canSubscribe ? ['SUBSCRIBE'] : []),
      ...(token.canPublish ? ['PUBLISH'] : []),
    ],
    attributes: token.attributes,
    user_id: token.userId,
    expiration_time: isoSeconds(token.expiresAt * 1000),
  };
}
