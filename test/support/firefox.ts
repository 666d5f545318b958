import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ownAddress } from '../../src/local/shared/network-addresses.ts';

export interface FirefoxOptions {
  /** What happens when a page requests the microphone. Default: 'allow'. */
  readonly microphone?: 'allow' | 'deny';
}

/** Puppeteer's launch options. */
export interface FirefoxLaunch {
  readonly browser: 'firefox';
  readonly executablePath: string;
  readonly headless: true;
  readonly args: string[];
  readonly extraPrefsFirefox: Record<string, boolean | number | string>;
}

/** Finds an installed Firefox: `FIREFOX_PATH`, or `firefox` or `firefox-esr` on the path. */
export function findFirefox(): string | undefined {
  const own = process.env['FIREFOX_PATH'];
  if (own !== undefined && own !== '') return own;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return ['firefox', 'firefox-esr']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function firefoxLaunch(
  executablePath: string,
  { microphone = 'allow' }: FirefoxOptions = {},
): FirefoxLaunch {
  return {
    browser: 'firefox',
    executablePath,
    headless: true,
    // Lets a test change settings and press keys for which WebDriver has no command.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'media.navigator.permission.disabled': microphone === 'allow',
      ...(microphone === 'deny' && { 'permissions.default.microphone': 2 }),
      // A sound card with three microphones, which hum, and two outputs: a machine may have none, and then Firefox starts
      // no sound.
      'media.cubeb.force_mock_context': true,
      'media.autoplay.default': 0, // allowed
      'media.autoplay.blocking_policy': 0,
      // Firefox connects to no loopback address. On a machine without a network there is no other.
      'media.peerconnection.ice.loopback': ownAddress() === undefined,
      // Keep the timers of windows in the background: a test has several participants in one browser.
      'dom.min_background_timeout_value': 4,
      'dom.timeout.enable_budget_timer_throttling': false,
      // Block all requests that leave the machine.
      'network.dns.disabled': true,
    },
  };
}
