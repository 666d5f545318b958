import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { E2eWorld } from '../support/e2e-world.ts';
import type { Visitor } from '../support/visitor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Short enough that every visitor counts down from the start: "in 4 minutes" is shown for the first 59 s.
const world = E2eWorld.forThisFile({ settings: { roomLifetimeSeconds: 239 } });

declare global {
  interface Window {
    /** Sets the clock of the page's machine, in milliseconds from the right time. */
    setClock: (ahead: number) => void;
  }
}

/** Gives the machine of a visitor a clock that is wrong from the start. */
async function wear({ page }: Visitor, ahead: number): Promise<void> {
  // As text: what the tests' compiler makes of a class needs helpers that the page does not have.
  await page.evaluateOnNewDocument(`{
    const Right = Date;
    let ahead = ${ahead};
    window.setClock = (next) => { ahead = next; };
    window.Date = class Date extends Right {
      constructor(...parts) {
        super(...(parts.length > 0 ? parts : [Right.now() + ahead]));
      }
      static now() {
        return Right.now() + ahead;
      }
    };
  }`);
}

const setClock = ({ page }: Visitor, ahead: number): Promise<void> =>
  page.evaluate((by) => window.setClock(by), ahead);

describe('a visitor whose clock is wrong', () => {
  for (const ahead of [2 * HOUR, -2 * HOUR, 65 * MINUTE]) {
    it(`by ${ahead / MINUTE} minutes creates a room, counts down rightly, speaks and hears`, async () => {
      const wrong = await world.arrive('Wrong', { tone: 520 });
      await wear(wrong, ahead);
      const roomId = await wrong.createRoom();
      const right = await world.arrive('Right', { tone: 810 });
      await right.speakIn(roomId);
      await wrong.goOnStage();
      await wrong.hearsNow(810);
      await right.hearsNow(520);
      for (const person of [wrong, right]) await person.reads('Closes in 4 minutes');
      assert.equal(await wrong.page.evaluate(() => Math.round((Date.now() - performance.timeOrigin - performance.now()) / 60_000)), ahead / MINUTE); // prettier-ignore
    });
  }

  it('enters a room that somebody else has created, and sees in its lobby when it closes by its own clock', async () => {
    const host = await world.arrive('Host', { tone: 520 });
    const roomId = await host.createRoom();
    await host.goOnStage();
    const wrong = await world.arrive('Wrong');
    await wear(wrong, 2 * HOUR);
    await wrong.visitLobby(roomId);
    const closes = await wrong.page.evaluate(() => {
      const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
      return [3, 4].map((minutes) => time.format(Date.now() + minutes * 60_000));
    });
    const text = await wrong.text();
    assert.ok(closes.some((time) => text.includes(`Closes at ${time}`)), `${text}\n${closes.join()}`); // prettier-ignore
    await wrong.click('Join as a listener');
    await wrong.hearsNow(520);
  });

  it('hears whoever goes on stage after the clock has jumped, ahead and back', async () => {
    const jumping = await world.arrive('Jumping');
    await wear(jumping, 0);
    const roomId = await jumping.createRoom();
    const tones = [520, 810];
    for (const [index, ahead] of [2 * HOUR, -2 * HOUR].entries()) {
      await setClock(jumping, ahead);
      const speaker = await world.arrive(`Speaker ${index}`, { tone: tones[index] ?? 0 });
      await speaker.speakIn(roomId);
      await jumping.hearsNow(...tones.slice(0, index + 1));
    }
    await jumping.reads('Closes in');
  });

  it('more than a day ahead is told to correct the clock', async () => {
    const wrong = await world.arrive('Wrong');
    await wear(wrong, 2 * DAY);
    await wrong.open('/');
    await wrong.write('Your name', 'Wrong');
    await wrong.click('Create a room');
    await wrong.reads('The clock of this device is more than a day ahead');
  });
});
