import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBrowser } from './support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { withToneFile } from './support/speech.ts';
import { E2eWorld } from './support/e2e-world.ts';

const world = E2eWorld.forThisFile();

describe('the browser’s microphone', () => {
  it('is requested only on stage, and heard through the browser’s voice processing', async () => {
    await withToneFile(700, async (microphoneFile) => {
      const browser = await startBrowser({ microphoneFile });
      try {
        const ann = await world.arrive('Ann', { browser });
        const lea = await world.arrive('Lea');
        const roomId = await ann.createRoom();
        assert.equal(await ann.microphoneRequests(), 0);
        await ann.goOnStage();
        assert.equal(await ann.microphoneRequests(), 1);
        await lea.listenIn(roomId);
        await lea.hearsNow(700);
      } finally {
        await browser.close();
      }
    });
  });
});

describe('a browser that blocks autoplay', () => {
  it('shows a button that starts the sound', async () => {
    const browser = await startBrowser({ autoplayBlocked: true });
    try {
      const ann = await world.arrive('Ann', { tone: 520 });
      const roomId = await ann.createRoom();
      await ann.goOnStage();
      const lea = await world.arrive('Lea', { browser });
      await lea.open(`/room/${roomId}`);
      await lea.withoutTouching("document.querySelector('audio-room').join('Lea')");
      const blocked = "document.querySelector('audio-room').snapshot?.audioBlocked";
      await eventually(() => lea.withoutTouching(blocked), true);
      await lea.reads('Your browser blocks sound until you tap.');
      await lea.hears();
      await lea.click('Tap to listen');
      await lea.hears(520);
    } finally {
      await browser.close();
    }
  });
});
