import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ACCOUNT } from '../../../src/local/shared/local-deployment.ts';

export interface Moto {
  readonly url: string;
  /** The last lines that it printed, to explain a failure. */
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

const KEPT_LINES = 40;

/**
 * Starts moto, an emulator of AWS's control planes, on a free port of this machine. It forgets everything when it ends.
 *
 * @throws {Error} if it ends before it listens; the message has its output.
 */
export async function startMoto(): Promise<Moto> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The account of the embedded cloud, so that ARNs of both fit together.
    env: {
      ...process.env,
      MOTO_ACCOUNT_ID: ACCOUNT,
      MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', // without it, it knows none of those that AWS provides
      PYTHONUNBUFFERED: '1',
    },
  });
  const lines: string[] = [];
  const log = () => lines.join('\n');
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const url = await new Promise<string>((found, fail) => {
    child.once('error', fail);
    child.once('close', () => fail(new Error(`moto_server ended:\n${log()}`)));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
        if (address !== undefined) found(address);
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
      });
    }
  });
  return {
    url,
    log,
    close: () => {
      child.kill();
      return ended;
    },
  };
}
