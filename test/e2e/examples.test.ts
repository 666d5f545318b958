import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { World } from './support/world.ts';

const world = World.forThisFile();

type Phases = (string | undefined)[];

describe('the examples', () => {
  it('run a room from one script and one tag, and lead a guest into it', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    await ann.open('/examples/plain.html');
    await ann.click('Create a room');
    await ann.sees('Leave');
    await ann.goOnStage();
    const roomId = await ann.page.$eval('audio-room', (room) => room.roomId);

    const lea = await world.arrive('Lea');
    await lea.open(`/examples/plain.html?room=${roomId}`);
    await lea.click('Join as a listener');
    await lea.hears(520);
  });

  it('run two rooms in one page, and leave one of them', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/examples/two-rooms.html');
    await ann.sees('Create a room');
    const phases = await ann.page.$$eval('audio-room', async (found): Promise<Phases> => {
      const rooms = found;
      await Promise.all(rooms.map((room) => room.create()));
      rooms[0]?.leave();
      return rooms.map(({ snapshot }) => snapshot?.phase);
    });
    assert.deepEqual(phases, ['left', 'listening']);
  });

  it('speak a language that does not come with the package', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/examples/theming.html');
    await ann.click('Raum eröffnen');
    await ann.sees('Gehen');
  });

  it('let a page decide what a microphone button does', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/examples/pieces.html');
    await ann.click('Mute');
    await ann.sees('Unmute');
    assert.equal(
      await ann.page.$eval('#said', ({ textContent }) => textContent),
      'The page muted Ana.',
    );
  });

  it('say in a frame without the microphone what the page around it has to add', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    await ann.open('/examples/iframe.html');
    const outcomes: unknown[] = [];
    for (const handle of await ann.page.$$('iframe')) {
      const frame = await handle.contentFrame();
      await frame.waitForSelector('audio-room:defined');
      outcomes.push(
        await frame.$eval('audio-room', async (found) => {
          const room = found;
          await room.create();
          await room.session?.goOnStage().catch(() => {});
          return room.snapshot?.error?.code ?? room.snapshot?.phase;
        }),
      );
    }
    assert.deepEqual(outcomes, ['speaking', 'MICROPHONE_NOT_ALLOWED_HERE']);
  });
});
