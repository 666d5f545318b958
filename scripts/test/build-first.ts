import { spawnSync } from 'node:child_process';

const LIMIT_MS = 5 * 60_000;

/**
 * Builds what the system and end-to-end tests run, which is what is deployed: the bundles.
 * @throws {Error} If the build fails.
 */
export function buildFirst(): void {
  const { status } = spawnSync(process.execPath, [...process.execArgv, 'scripts/build/build.ts'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: LIMIT_MS,
  });
  if (status !== 0) throw new Error('The build failed, so nothing was tested.');
}
