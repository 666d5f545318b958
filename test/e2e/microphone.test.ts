import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBrowser } from './support/browser.ts';
import { withToneFile } from './support/speech.ts';
import { World } from './support/world.ts';

const world = World.forThisFile();

describe('the browser’s own microphone', () => {
  it('is heard through the browser’s processing of speech', async () => {
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
        assert.deepEqual([...ann.errors, ...lea.errors], []);
      } finally {
        await browser.close();
      }
    });
  });

  it('waits for a tap where autoplay is blocked', async () => {
    const browser = await startBrowser({ autoplayBlocked: true });
    try {
      const ann = await world.arrive('Ann', { tone: 520 });
      const roomId = await ann.createRoom();
      await ann.goOnStage();
      const lea = await world.arrive('Lea', { browser });
      await lea.listenIn(roomId);
      await lea.seesOnStage('Ann');
      await lea.hears(520); // the click that joined counts as the tap
    } finally {
      await browser.close();
    }
  });
});
