import { launch, type Browser } from 'puppeteer-core';
import { chromiumLaunch, type ChromiumOptions } from '../../support/chromium.ts';

export async function startBrowser(options: ChromiumOptions = {}): Promise<Browser> {
  const defaultViewport = { width: 1024, height: 768 };
  return launch({ ...(await chromiumLaunch(options)), defaultViewport });
}
