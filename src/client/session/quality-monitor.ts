import type { ConnectionQuality } from '../snapshot.ts';
import { isVisible, whileVisible } from './while-visible.ts';

export interface QualityMonitorOptions {
  readonly measure: () => Promise<ConnectionQuality | undefined>;
  readonly onQuality: (quality: ConnectionQuality | undefined) => void;
  readonly onFailure: (thrown: unknown) => void;
}

const MEASURE_MS = 5_000;

/** Measures the connection every 5 s while the page is visible, and at once when the browser goes offline. */
export class QualityMonitor {
  readonly #options: QualityMonitorOptions;
  readonly #stopped = new AbortController();
  #stopMeasuring: () => void;

  constructor(options: QualityMonitorOptions) {
    this.#options = options;
    this.#stopMeasuring = this.#measureRegularly();
    window.addEventListener('offline', () => void this.#goOffline(), {
      signal: this.#stopped.signal,
    });
  }

  stop(): void {
    this.#stopMeasuring();
    this.#stopped.abort();
  }

  #measureRegularly(): () => void {
    const { measure, onQuality, onFailure } = this.#options;
    const run = async (signal: AbortSignal): Promise<void> => {
      const quality = await measure();
      if (!signal.aborted) onQuality(quality);
    };
    return whileVisible(run, { waitMs: MEASURE_MS, everyMs: MEASURE_MS, onFailure });
  }

  /**
   * Reports `lost` without waiting for a measurement. A server on the same machine is still reachable, so the next
   * measurement may take it back; in a hidden page none would, so nothing is reported there.
   */
  async #goOffline(): Promise<void> {
    if (!isVisible()) return;
    const { measure, onQuality, onFailure } = this.#options;
    onQuality('lost');
    this.#stopMeasuring();
    this.#stopMeasuring = this.#measureRegularly();
    // The next measurement compares with this one, and not with one from before the connection went.
    await measure().catch(onFailure);
  }
}
