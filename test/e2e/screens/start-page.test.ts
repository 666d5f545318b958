import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { ServerLog } from '../../support/server-log.ts';
import { startBrowser } from '../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { Visitor } from '../support/visitor.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('npm start', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('prints an address at which two people hear each other, and stops on Ctrl-C', async () => {
    const log = new ServerLog();
    const { child, origin } = await npmStart(log);
    try {
      const ann = await Visitor.arrive({ browser, origin, name: 'Ann', tone: 520 });
      const ben = await Visitor.arrive({ browser, origin, name: 'Ben', tone: 1130 });
      const roomId = await ann.createRoom();
      await ann.goOnStage();
      await ben.speakIn(roomId);
      await Promise.all([ann.hears(1130), ben.hears(520)]);

      for (const person of [ann, ben]) log.hide(person.name, (await person.participant()).token);
      log.hide(roomId);
      await log.checkAfter(async () => {
        const ended = once(child, 'close');
        interrupt(child);
        await ended;
      });
      await assert.rejects(fetch(origin));
    } finally {
      interrupt(child);
    }
  });
});

async function npmStart(log: ServerLog): Promise<{ child: ChildProcess; origin: string }> {
  const child = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // in its own process group, which Ctrl-C in a terminal signals
  });
  log.follow(child.stdout, child.stderr);
  const address = () => /http:\/\/localhost:\d+/.exec(log.lines.join('\n'))?.[0];
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  await eventually(() => address() !== undefined || ended(), true).catch((cause: unknown) => {
    interrupt(child);
    throw cause;
  });
  const origin = address();
  assert.ok(origin, `npm start ended without an address:\n${log.lines.join('\n')}`);
  return { child, origin };
}

/** Does what Ctrl-C does in a terminal. */
function interrupt({ pid, exitCode, signalCode }: ChildProcess): void {
  const runs = exitCode === null && signalCode === null;
  if (pid !== undefined && runs) process.kill(-pid, 'SIGINT');
}
