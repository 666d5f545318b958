import type { CDPSession, Page } from 'puppeteer-core';

const MEGABYTE = 2 ** 20;

/** Reads the browser's own performance counters for one page. */
export class PageMeter {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  /** @param slowdown - Factor by which the page's CPU is throttled; 1 is full speed. */
  static async of(page: Page, slowdown = 1): Promise<PageMeter> {
    const session = await page.createCDPSession();
    await session.send('Performance.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    return new PageMeter(session);
  }

  /**
   * Milliseconds that the main thread has been busy since the page opened: `task` is everything, `script` the JavaScript
   * in it. `cpu` is processor time, which other load on the machine does not change.
   */
  async mainThread(): Promise<{ task: number; script: number; cpu: number }> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return {
      task: of('TaskDuration') * 1_000,
      script: of('ScriptDuration') * 1_000,
      cpu: of('ThreadTime') * 1_000,
    };
  }

  /** Megabytes in use after a garbage collection. */
  async heap(): Promise<number> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    return usedSize / MEGABYTE;
  }
}

/** How a slowdown is named in the results. */
export const speed = (slowdown: number): string =>
  slowdown === 1 ? 'full CPU speed' : `CPU ${slowdown}× slower`;
