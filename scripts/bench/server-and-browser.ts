import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { startBrowser } from '../../test/e2e/support/browser.ts';
import { ServerProcess } from '../../test/support/server-process.ts';

export interface BenchWorld {
  /** In a process of its own, so that what it does is not on our account. */
  readonly server: ServerProcess;
  readonly browser: Browser;
}

/** Server and browser for as long as the work takes. */
export async function withWorld<Result>(
  work: (world: BenchWorld) => Promise<Result>,
): Promise<Result> {
  const server = await ServerProcess.start({ port: 0, schedules: [] });
  try {
    const browser = await startBrowser();
    try {
      return await work({ server, browser });
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

const MEGABYTE = 2 ** 20;

/** What the browser counts of one page. */
export class PageMeter {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page, slowdown = 1): Promise<PageMeter> {
    const session = await page.createCDPSession();
    await session.send('Performance.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    return new PageMeter(session);
  }

  /**
   * Milliseconds of the main thread since the page was opened: all tasks, the script in them, and what they used of a
   * processor, which stays the same when others want it too.
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
