import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { startBrowser } from './support/browser.ts';
import { Visitor } from './support/visitor.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('npm start', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('prints an address where two people hear each other, and says goodbye when stopped', async () => {
    const { child, origin } = await npmStart();
    try {
      const ann = await Visitor.arrive({ browser, origin, name: 'Ann', tone: 520 });
      const ben = await Visitor.arrive({ browser, origin, name: 'Ben', tone: 1130 });
      const roomId = await ann.createRoom();
      await ann.goOnStage();
      await ben.speakIn(roomId);
      await Promise.all([ann.hears(1130), ben.hears(520)]);

      const ended = once(child, 'exit');
      interrupt(child);
      await ended;
      await assert.rejects(fetch(origin));
    } finally {
      interrupt(child);
    }
  });
});

async function npmStart(): Promise<{ child: ChildProcess; origin: string }> {
  const child = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a group of its own: what Ctrl-C reaches in a terminal
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  for await (const text of child.stdout as AsyncIterable<string>) {
    output += text;
    const origin = /http:\/\/localhost:\d+/.exec(output)?.[0];
    if (origin) return { child, origin };
  }
  throw new Error(`npm start ended without an address:\n${output}`);
}

/** Ctrl-C. */
function interrupt({ pid, exitCode, signalCode }: ChildProcess): void {
  const runs = exitCode === null && signalCode === null;
  if (pid !== undefined && runs) process.kill(-pid, 'SIGINT');
}
