import { launch, type Browser } from 'puppeteer-core';
import { chromiumLaunch, type ChromiumOptions } from '../../support/chromium.ts';
import { firefoxLaunch, type FirefoxOptions } from '../../support/firefox.ts';

/** On a busy machine, a browser takes a while to start. */
const settings = { defaultViewport: { width: 1024, height: 768 }, timeout: 120_000 };

export async function startBrowser(options: ChromiumOptions = {}): Promise<Browser> {
  return launch({ ...(await chromiumLaunch(options)), ...settings });
}

export async function startFirefox(path: string, options: FirefoxOptions = {}): Promise<Browser> {
  return launch({ ...firefoxLaunch(path, options), ...settings });
}

export async function isFirefox(browser: Browser): Promise<boolean> {
  return (await browser.version()).startsWith('firefox');
}
