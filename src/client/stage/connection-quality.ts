import type { ConnectionQuality } from '../snapshot.ts';

/** The part of a sent or received SDK stream that measures it. */
export interface MeasuredStream {
  requestQualityStats: () => Promise<readonly { readonly networkQuality?: number }[] | undefined>;
  requestRTCStats: () => Promise<RTCStatsReport | undefined>;
}

// The SDK's NetworkQuality goes from 0 (down) to 4 (excellent). Firefox and Safari only report 0 and 2 ("normal").
const NORMAL = 2;

/** Measures how well this browser is connected. Each measurement is compared with the one before. */
export class ConnectionMeter {
  readonly #arrived = new WeakMap<MeasuredStream, number>();

  /**
   * The quality is good if what is sent and at least one received stream have a normal quality: a single bad stream
   * is a problem of its speaker. The connection is lost if nothing at all arrived since the measurement before,
   * whatever the SDK says: it notices after 40 s, and reports an excellent quality until then. Where arrivals can't be
   * counted, `navigator.onLine` decides, which only knows about the local network.
   * @returns undefined if nothing is sent or received, and the connection is not known to be lost
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

  /** @returns undefined if it can't be told, as at the first measurement */
  async #grows(stream: MeasuredStream): Promise<boolean | undefined> {
    const arrived = await arrivedOn(stream);
    if (arrived === undefined) return undefined;
    const before = this.#arrived.get(stream);
    this.#arrived.set(stream, arrived);
    return before === undefined ? undefined : arrived !== before;
  }
}

/**
 * Counts what has arrived on a stream's connection. The answers to the browser's connectivity checks, one every 2.5 s,
 * also arrive while everybody is muted, and for somebody who is alone on stage.
 * @returns undefined in browsers from before August 2025, which do not count these answers
 */
async function arrivedOn(stream: MeasuredStream): Promise<number | undefined> {
  const report = await stream.requestRTCStats().catch(notMeasurable);
  let arrived: number | undefined;
  report?.forEach(({ responsesReceived, bytesReceived }: Partial<Record<string, number>>) => {
    if (responsesReceived === undefined) return;
    arrived = (arrived ?? 0) + responsesReceived + (bytesReceived ?? 0);
  });
  return arrived;
}

async function networkQuality(stream: MeasuredStream): Promise<number[]> {
  const stats = (await stream.requestQualityStats().catch(notMeasurable)) ?? [];
  return stats.flatMap((each) => each.networkQuality ?? []);
}

/** The SDK rejects for a stream that is not connected yet, or not any more. */
function notMeasurable(): undefined {
  return undefined;
}
