import type { MeasuredStream } from './connection-quality.ts';

/** What is known about the audio of somebody else on stage. */
export interface RemoteAudio {
  readonly id: string;
  readonly muted: boolean;
  /** Whether the SDK has given up to subscribe. */
  readonly failed: boolean;
  /** Whether there is a stream, measurable or not. */
  readonly subscribed: boolean;
  readonly stream?: MeasuredStream | undefined;
}

/** Who can't be heard. */
export interface Reception {
  /** The ids of the speakers from whom nothing arrives, although they are not muted. */
  readonly unheard: readonly string[];
  /** Whether no audio reaches this browser, nor ever did: nobody can be heard, and no connection has worked. */
  readonly blocked: boolean;
  /** Those of the unheard to whom the SDK may still connect, or connect again, by itself. */
  readonly pending: readonly string[];
}

interface Count {
  /** The stream that the numbers are of: another one starts at nought. */
  stream: MeasuredStream | undefined;
  packets: number;
  responses: number;
  /** How long no audio has arrived that should have. */
  silentMs: number;
  /** How long nothing at all has arrived on the connection. */
  deadMs: number;
}

// On a slow network a subscription takes up to three seconds. Whoever unmutes is heard within one.
const SILENT_MS = 5_000;

/**
 * Finds speakers from whom nothing arrives. Silence is no reason: a microphone that is on sends packets all the time.
 * Of somebody who is muted, only the stream is expected: the SDK adds it once its connection works.
 */
export class ReceptionMeter {
  readonly #counts = new Map<string, Count>();
  /** Whether anything has ever arrived. */
  #reached = false;

  /** @param elapsedMs - Since the measurement before. */
  async measure(speakers: readonly RemoteAudio[], elapsedMs: number): Promise<Reception> {
    const ids = new Set(speakers.map(({ id }) => id));
    for (const id of this.#counts.keys()) if (!ids.has(id)) this.#counts.delete(id);
    await Promise.all(speakers.map((speaker) => this.#follow(speaker, elapsedMs)));
    const unheard = speakers.filter((speaker) => this.#isUnheard(speaker));
    const pending = unheard.filter((speaker) => this.#isPending(speaker));
    return {
      unheard: unheard.map(({ id }) => id),
      pending: pending.map(({ id }) => id),
      blocked: !this.#reached && unheard.length > 0 && unheard.length === speakers.length,
    };
  }

  #isUnheard({ id, failed }: RemoteAudio): boolean {
    return failed || (this.#counts.get(id)?.silentMs ?? 0) >= SILENT_MS;
  }

  #isPending({ id, failed, subscribed, stream }: RemoteAudio): boolean {
    if (failed) return false;
    const { responses = 0, deadMs = 0 } = this.#counts.get(id) ?? {};
    const cut = stream !== undefined && responses > 0 && deadMs >= SILENT_MS;
    return !subscribed || cut;
  }

  async #follow(speaker: RemoteAudio, elapsedMs: number): Promise<void> {
    const { id, muted, subscribed, stream } = speaker;
    const known = this.#counts.get(id);
    const count = known ?? { stream, packets: 0, responses: 0, silentMs: 0, deadMs: 0 };
    this.#counts.set(id, count);
    if (count.stream !== stream) Object.assign(count, { stream, packets: 0, responses: 0 });
    const { packets, responses } = stream ? await arrivals(stream) : { packets: 0, responses: 0 };
    const heard = packets > count.packets;
    const reached = heard || responses > count.responses;
    const fine = subscribed && (muted || heard || !stream);
    count.silentMs = fine ? 0 : known ? count.silentMs + elapsedMs : 0;
    this.#reached ||= reached;
    count.deadMs = reached ? 0 : count.deadMs + elapsedMs;
    Object.assign(count, { packets, responses });
  }
}

/** Counts audio packets, and answers to the browser's connectivity checks; both are absent until a packet arrives. */
async function arrivals(stream: MeasuredStream): Promise<{ packets: number; responses: number }> {
  const counted = { packets: 0, responses: 0 };
  const report = await stream.requestRTCStats().catch(() => undefined); // not connected yet, or not any more
  report?.forEach(
    ({ packetsReceived, responsesReceived, type }: Partial<Record<string, number | string>>) => {
      if (type === 'inbound-rtp') counted.packets += Number(packetsReceived ?? 0);
      if (type === 'candidate-pair') counted.responses += Number(responsesReceived ?? 0);
    },
  );
  return counted;
}
