import type { Browser, Page } from 'puppeteer-core';
import { bundle } from './bundle.ts';
import type { StageVisit, StageWants } from './in-page/in-page-stage.ts';

const stageTools = bundle('in-page-stage.ts');

/** A page that uses the IVS SDK without the client, as an attacker could: with any token, any number of times. */
export class StagePage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, origin: string): Promise<StagePage> {
    const page = await browser.newPage();
    await page.goto(origin);
    await page.evaluate(await stageTools);
    return new StagePage(page);
  }

  /** Joins a stage. Returns the number of the visit. */
  join(token: string, wants: StageWants = {}): Promise<number> {
    return this.page.evaluate((...args) => window.stageTools.join(...args), token, wants);
  }

  async look(visit: number): Promise<StageVisit> {
    return this.page.evaluate((number) => window.stageTools.look(number), visit);
  }

  leave(visit: number): Promise<void> {
    return this.page.evaluate((number) => window.stageTools.leave(number), visit);
  }

  goAway(): Promise<void> {
    return this.page.close();
  }
}
