import type { Page } from 'puppeteer-core';
import { eventually } from '../../support/eventually.ts';

/** Hides a page, as somebody does who goes to another tab: it gets no more frames. Another page in front hides none. */
export const hide = (page: Page): Promise<void> => setWindow(page, 'minimized');

/** Shows a page that was hidden. */
export const show = (page: Page): Promise<void> => setWindow(page, 'normal');

async function setWindow(page: Page, windowState: 'minimized' | 'normal'): Promise<void> {
  const devtools = await page.createCDPSession();
  const { windowId } = await devtools.send('Browser.getWindowForTarget');
  await devtools.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
  await devtools.detach();
  await eventually(() => page.evaluate(() => document.hidden), windowState === 'minimized');
}
