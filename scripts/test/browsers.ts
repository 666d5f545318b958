import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findFirefox } from '../../test/support/firefox.ts';

const run = promisify(execFile);

/**
 * Leaves out the tests that need Firefox if there is none.
 * @throws {Error} If `FIREFOX_REQUIRED` is set and there is none.
 */
export function withoutMissingBrowsers(files: readonly string[]): readonly string[] {
  if (findFirefox() !== undefined) return files;
  if (process.env['FIREFOX_REQUIRED'])
    throw new Error('There is no Firefox: install it, or set FIREFOX_PATH.');
  return files.filter((file) => !/firefox[^/]*\.test\.ts$/.test(file) || !file.includes('e2e/'));
}

/** Says which browsers the end-to-end tests ran in. */
export async function browsersLine(): Promise<string> {
  const firefox = findFirefox();
  if (firefox === undefined)
    return 'Browsers: Chromium. Not Firefox: none was found (FIREFOX_PATH, firefox, firefox-esr).';
  const { stdout } = await run(firefox, ['--version']);
  return `Browsers: Chromium, ${stdout.trim()}`;
}
