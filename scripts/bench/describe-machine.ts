import { execFile } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { promisify } from 'node:util';
import { chromiumLaunch } from '../../test/support/chromium.ts';

const run = promisify(execFile);

/** One line about the hardware, the software versions and the load at the start. */
export async function describeMachine(): Promise<string> {
  const { executablePath, env } = await chromiumLaunch();
  const { stdout } = await run(executablePath, ['--version'], { env }).catch(() => ({
    stdout: 'Chromium',
  }));
  const [load = 0] = loadavg();
  return [
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores`,
    `Node ${process.versions.node}`,
    stdout.trim(),
    `load ${load.toFixed(2)} at the start`,
  ].join(', ');
}
