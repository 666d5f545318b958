import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { findFirefox } from '../../support/firefox.ts';
import { startFirefox } from '../support/browser.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

let firefox: Browser;
before(async () => {
  firefox = await startFirefox(findFirefox() ?? 'firefox');
});
after(() => firefox.close());

/** Runs what the README says until it prints its address. */
async function npmStart() {
  const child = spawn('npm', ['start', '--', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const text of child.stdout as AsyncIterable<Buffer>) {
    output += text.toString();
    const origin = /http:\/\/localhost:\d+/.exec(output)?.[0];
    if (origin !== undefined) return { child, origin };
  }
  throw new Error(`npm start ended without an address: ${output}`);
}

describe('Firefox and Chromium', () => {
  it('hear each other on the server that npm start runs', async () => {
    const { child, origin } = await npmStart();
    const arrive = (browser: Browser, name: string, tone: number) =>
      Visitor.arrive({ browser, origin, name, tone });
    const fay = await arrive(firefox, 'Fay', 520);
    const cem = await arrive(world.browser, 'Cem', 1130);
    try {
      const roomId = await fay.createRoom();
      await fay.goOnStage();
      await cem.listenIn(roomId);
      await cem.hears(520);
      await cem.goOnStage();
      await fay.hears(1130);

      await fay.click('Mute');
      await cem.seesOnStage('Cem, you', 'Fay, muted');
      await cem.hears();
      await fay.click('Unmute');
      await cem.hears(520);
      await fay.click('Step back');
      await cem.seesOnStage('Cem, you');
      await fay.hears(1130);
      await fay.click('Leave');
      await fay.reads('You left the room');
      assert.equal(await fay.microphoneRequests(), 1);
      assert.deepEqual([...fay.errors, ...cem.errors], []);
    } finally {
      await Promise.all([fay.goAway(), cem.goAway()]);
      child.kill('SIGTERM');
      await once(child, 'close');
    }
  });
});

describe('Firefox', () => {
  it('listens, is reloaded, and comes back', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const fay = await world.arrive('Fay', { browser: firefox });
    const roomId = await ann.createRoom();
    await ann.goOnStage();
    await fay.listenIn(roomId);
    await fay.hears(520);
    await fay.page.reload();
    await fay.reads('Closes at');
    await fay.click('Join as a listener');
    await fay.hears(520);
    await ann.seesListeners(1);
    assert.equal(await fay.microphoneRequests(), 0);
  });

  it('is told that the microphone is denied, and goes on listening', async () => {
    const strict = await startFirefox(findFirefox() ?? 'firefox', { microphone: 'deny' });
    try {
      const ann = await world.arrive('Ann', { tone: 520 });
      const roomId = await ann.createRoom();
      await ann.goOnStage();
      const fay = await world.arrive('Fay', { browser: strict });
      await fay.listenIn(roomId);
      await fay.click('Go on stage');
      await fay.page.waitForFunction(
        () => document.querySelector('audio-room')?.snapshot?.error?.code === 'MICROPHONE_DENIED',
      );
      await fay.hears(520);
    } finally {
      await strict.close();
    }
  });
});
