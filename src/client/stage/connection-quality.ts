import type { ConnectionQuality } from '../snapshot.ts';

/** A stream of the SDK, sent or received, as far as it can be measured. */
export interface MeasuredStream {
  requestQualityStats: () => Promise<readonly { readonly networkQuality?: number }[] | undefined>;
  requestRTCStats: () => Promise<RTCStatsReport | undefined>;
}

// The SDK's NetworkQuality goes from 0, down, to 4; Firefox and Safari know only 0 and 2, "normal".
const NORMAL = 2;

/** Tells how well this browser is connected, each time compared with the time before. */
export class ConnectionMeter {
  readonly #arrived = new WeakMap<MeasuredStream, number>();

  /**
   * What is sent must arrive, and of what is received at least one stream must, as a single bad one is its speaker's
   * trouble. Where nothing at all has come in since the time before, the connection is lost, whatever else is said: the
   * SDK notices after 40 s, and calls the quality excellent until then. Where that can't be told, the browser's word
   * counts, which knows of its own network alone.
   * @returns undefined where nothing is sent or received, and nothing is known to be lost.
   */
  async measure(
    sent: MeasuredStream | undefined,
    received: readonly MeasuredStream[],
  ): Promise<ConnectionQuality | undefined> {
    const streams = sent ? [sent, ...received] : received;
    const growing = await Promise.all(streams.map((stream) => this.#grows(stream)));
    const lost = growing.includes(false) || !navigator.onLine;
    if (lost && !growing.includes(true)) return 'lost';
    const arriving = (await Promise.all(received.map(networkQuality))).flat();
    const leaving = sent ? await networkQuality(sent) : [];
    const known = arriving.length > 0 ? [...leaving, Math.max(...arriving)] : leaving;
    if (known.length === 0) return undefined;
    return Math.min(...known) < NORMAL ? 'poor' : 'good';
  }

  /** @returns undefined where that can not be told, as the first time. */
  async #grows(stream: MeasuredStream): Promise<boolean | undefined> {
    const arrived = await arrivedOn(stream);
    if (arrived === undefined) return undefined;
    const before = this.#arrived.get(stream);
    this.#arrived.set(stream, arrived);
    return before === undefined ? undefined : arrived !== before;
  }
}

/**
 * What has come in on a stream's connection. The answers to the browser's own checks, every 2.5 s, come also where
 * nobody is heard: while all are muted, and to somebody alone on stage.
 * @returns undefined in browsers of before August 2025 that do not count the answers.
 */
async function arrivedOn(stream: MeasuredStream): Promise<number | undefined> {
  const report = await stream.requestRTCStats().catch(() => undefined);
  let arrived: number | undefined;
  report?.forEach(({ responsesReceived, bytesReceived }: Partial<Record<string, number>>) => {
    if (responsesReceived === undefined) return;
    arrived = (arrived ?? 0) + responsesReceived + (bytesReceived ?? 0);
  });
  return arrived;
}

async function networkQuality(stream: MeasuredStream): Promise<number[]> {
  const stats = (await stream.requestQualityStats().catch(() => undefined)) ?? [];
  return stats.flatMap((each) => each.networkQuality ?? []);
}
