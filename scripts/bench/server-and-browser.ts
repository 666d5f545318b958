import type { Browser } from 'puppeteer-core';
import { startBrowser } from '../../test/e2e/support/browser.ts';
import { ServerProcess } from '../../test/support/server-process.ts';

export interface ServerAndBrowser {
  /** In a process of its own, so that its work is not counted as the measurement's. */
  readonly server: ServerProcess;
  readonly browser: Browser;
}

/** Runs a server and a browser while `work` takes place, and stops both afterwards. */
export async function withServerAndBrowser<Result>(
  work: (running: ServerAndBrowser) => Promise<Result>,
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
