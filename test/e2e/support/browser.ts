import { launch, type Browser } from 'puppeteer-core';
import { chromiumLaunch, type ChromiumOptions } from '../../support/chromium.ts';
import { firefoxLaunch, type FirefoxOptions } from '../../support/firefox.ts';

/** On a busy machine, a browser takes a while to start. */
const settings = { defaultViewport: { width: 1024, height: 768 }, timeout: 120_000 };

interface Trust {
  /** Goes on to pages whose certificate no known authority has signed, as people do after the browser's warning. */
  readonly acceptInsecureCerts?: boolean;
}

export async function startBrowser({
  acceptInsecureCerts = false,
  ...options
}: ChromiumOptions & Trust = {}): Promise<Browser> {
  return launch({ ...(await chromiumLaunch(options)), ...settings, acceptInsecureCerts });
}

export async function startFirefox(
  path: string,
  { acceptInsecureCerts = false, ...options }: FirefoxOptions & Trust = {},
): Promise<Browser> {
  return launch({ ...firefoxLaunch(path, options), ...settings, acceptInsecureCerts });
}

export async function isFirefox(browser: Browser): Promise<boolean> {
  return (await browser.version()).startsWith('firefox');
}
