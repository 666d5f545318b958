import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en } from '../../../components/texts/en.ts';
import { startBrowser } from '../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { servePage } from '../support/faults/elsewhere.ts';
import { withToneFile } from '../support/speech.ts';
import { E2eWorld } from '../support/e2e-world.ts';

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

describe('a page whose own Permissions-Policy forbids the microphone', () => {
  it('is said to be the one that has to change, and people go on listening', async () => {
    const here = world.server.url;
    const elsewhere = await servePage(
      `<!doctype html><title>Elsewhere</title><script type="module" src="${here}/embed/audio-room.js"></script>
      <audio-room api-url="${here}"></audio-room>`,
      { 'permissions-policy': 'microphone=()' },
    );
    try {
      const ann = await world.arrive('Ann', { tone: 520 });
      const lea = await world.arrive('Lea');
      const roomId = await ann.createRoom();
      await ann.goOnStage();
      await lea.page.goto(`${elsewhere.origin}/`);
      await lea.page.$eval('audio-room', (room, id) => (room.roomId = id), roomId);
      await lea.click('Join as a listener');
      await lea.hears(520);
      await lea.click('Go on stage');
      await lea.reads(en.errors.MICROPHONE_BLOCKED_BY_PAGE);
      await lea.hears(520);
      assert.equal(await lea.microphoneRequests(), 0);
    } finally {
      elsewhere.close();
    }
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
