import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { HTTPRequest, Page } from 'puppeteer-core';
import { record, soak } from '../../support/record.ts';
import { FaultWorld, TROUBLE } from '../support/faults/fault-world.ts';

const world = FaultWorld.forThisFile();

const UNREACHABLE = 'The room service can’t be reached.';

/**
 * Makes the page's API requests fail.
 * @returns A function that lets them through again.
 */
async function cutApi(page: Page): Promise<() => Promise<void>> {
  await page.setRequestInterception(true);
  const refuse = (request: HTTPRequest): void => {
    const isApi = new URL(request.url()).pathname.startsWith('/api/');
    void (isApi ? request.abort('connectionrefused') : request.continue());
  };
  page.on('request', refuse);
  return async () => {
    page.off('request', refuse);
    await page.setRequestInterception(false);
  };
}

describe('a browser that is offline', () => {
  for (const seconds of soak ? [3, 10, 30] : [3, 10]) {
    it(`shows that at once, and reconnects by itself after ${seconds} s`, async () => {
      const talk = await world.startTalk();
      await talk.lea.page.setOfflineMode(true);
      await talk.lea.reads(TROUBLE);
      await delay(seconds * 1_000);
      await talk.lea.page.setOfflineMode(false);
      const back = performance.now();
      await world.isWhole(talk);
      const wait = Math.round((performance.now() - back) / 1_000);
      record({
        part: 'Bad networks',
        what: `One browser offline for ${seconds} s`,
        tried: 'once',
        outcome: `told at once; all true again ${wait} s after; no reload, counted once`,
      });
    });
  }
});

describe('an API that does not answer', () => {
  it('is reported on joining, and the same button joins once the API answers', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const roomId = await ann.createRoom();
    await ann.goOnStage();
    const lea = await world.arrive('Lea');
    await lea.visitLobby(roomId);
    const restore = await cutApi(lea.page);
    await lea.click('Join as a listener');
    await lea.reads(UNREACHABLE);
    await restore();
    await lea.click('Join as a listener');
    await lea.sees('Leave');
    await world.isWhole({ ann, lea });
    record({
      part: 'Bad networks',
      what: 'API unreachable at the join',
      tried: 'once',
      outcome: 'told; the same button joins once it answers',
    });
  });

  it('does not disturb participants, and is reported to a listener who goes on stage', async () => {
    const talk = await world.startTalk();
    const restore = await cutApi(talk.lea.page);
    await world.isWhole(talk);
    await talk.lea.click('Go on stage');
    await talk.lea.reads(UNREACHABLE);
    await talk.lea.hearsNow(520);
    assert.ok(!(await talk.lea.text()).includes(TROUBLE));
    await restore();
    record({
      part: 'Bad networks',
      what: 'API unreachable later',
      tried: 'once',
      outcome: 'listening goes on; going on stage says why not',
    });
  });
});
