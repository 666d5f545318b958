import type { ConnectionQuality } from './snapshot.ts';

/** A stream of the SDK, sent or received, as far as it can be measured. */
export interface MeasuredStream {
  requestQualityStats: () => Promise<readonly { readonly networkQuality?: number }[] | undefined>;
}

// The SDK's NetworkQuality goes from 0, down, to 4; Firefox and Safari know only 0 and 2, "normal".
const NORMAL = 2;

/**
 * How well this browser is connected: what it sends must arrive, and of what it receives at least one stream must, as a
 * single bad one is its speaker's trouble.
 * @returns undefined where nothing is sent or received.
 */
export async function qualityOf(
  sent: MeasuredStream | undefined,
  received: Iterable<MeasuredStream>,
): Promise<ConnectionQuality | undefined> {
  const arriving = (await Promise.all([...received].map(networkQuality))).flat();
  const leaving = sent ? await networkQuality(sent) : [];
  const known = arriving.length > 0 ? [...leaving, Math.max(...arriving)] : leaving;
  if (known.length === 0) return undefined;
  return Math.min(...known) < NORMAL ? 'poor' : 'good';
}

async function networkQuality(stream: MeasuredStream): Promise<number[]> {
  const stats = (await stream.requestQualityStats().catch(() => undefined)) ?? [];
  return stats.flatMap((each) => each.networkQuality ?? []);
}
