import { describe, it } from 'node:test';
import { en } from '../../../components/texts/en.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import type { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

// A headless browser gets no media keys, so the test keeps what the page registers for them, and calls it as they would.
const KEYS = `{
  const keys = (window.mediaKeys = {});
  const own = MediaSession.prototype.setActionHandler;
  MediaSession.prototype.setActionHandler = function (action, handler) {
    own.call(this, action, handler); // throws if the browser does not know the action
    keys[action] = handler;
  };
}`;

const press = ({ page }: Visitor, key: string): Promise<unknown> =>
  page.evaluate(`window.mediaKeys[${JSON.stringify(key)}]({})`);

describe('sound that something outside of the page interrupts', () => {
  it('plays on after the system has paused it, and follows the media keys', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const ben = await world.arrive('Ben', { tone: 1130 });
    await ben.page.evaluateOnNewDocument(KEYS);
    const roomId = await ann.createRoom();
    await ann.goOnStage();
    await ben.speakIn(roomId);
    await ben.hears(520);

    await ben.page.evaluate(() => window.instruments.interrupt());
    await ben.hears(520);

    await press(ben, 'pause');
    await ben.reads(en.soundPaused);
    await ben.hears();
    await press(ben, 'play');
    await ben.hears(520);

    await press(ben, 'togglemicrophone');
    await ann.seesOnStage('Ann, you', 'Ben, muted');
    await press(ben, 'togglemicrophone');
    await ann.seesOnStage('Ann, you', 'Ben');
    await press(ben, 'hangup');
    await ben.reads('You left the room');
  });
});
