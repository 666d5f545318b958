import { spawnSync } from 'node:child_process';

const LIMIT_MS = 5 * 60_000;

/**
 * Builds what the system and end-to-end tests run, which is what is deployed and published.
 * @throws {Error} If the build fails.
 */
export function buildFirst(): void {
  for (const script of ['scripts/build/build.ts', 'scripts/build/build-packages.ts']) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, script], {
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: LIMIT_MS,
    });
    if (status !== 0) throw new Error('The build failed, so nothing was tested.');
  }
}
