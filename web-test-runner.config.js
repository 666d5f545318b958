import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromiumLaunch } from './test/support/chromium.ts';

const tsconfig = fileURLToPath(new URL('tsconfig.browser.json', import.meta.url));

export default {
  files: ['test/elements/**/*.test.ts'],
  nodeResolve: { exportConditions: ['production'] }, // Lit without the warning of its development build
  plugins: [esbuildPlugin({ ts: true, tsconfig, target: 'es2022' })],
  browsers: [
    chromeLauncher({
      launchOptions: await chromiumLaunch(),
      concurrency: 2,
      // Files that run at the same time would share one storage, and clear it for each other.
      createPage: async ({ context }) => {
        const own = await context.browser().createBrowserContext();
        return own.newPage();
      },
    }),
  ],
  // For the first page, on a busy machine.
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 300_000,
  reporters: [defaultReporter({ reportTestProgress: false })],
  testFramework: { config: { timeout: 60_000, forbidOnly: true } },
};
