import { describe, it } from 'node:test';
import { startBrowser } from '../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();

// The tile of a participant who is gone may stay for 15 s, and a busy machine takes a while to show that it went.
const GHOST_MS = 30_000;

describe('a speaker whose tab is closed, reloaded or killed', () => {
  it('is gone for everybody, and from the lobby', async () => {
    const lea = await world.arrive('Lea');
    const roomId = await lea.createRoom();
    const closing = await world.arrive('Closing', { tone: 520 });
    const reloading = await world.arrive('Reloading', { tone: 810 });
    const browser = await startBrowser();
    const killed = await world.arrive('Killed', { tone: 1130, browser });
    for (const person of [closing, reloading, killed]) await person.speakIn(roomId);
    await lea.seesOnStage('Closing', 'Killed', 'Reloading');

    await closing.page.close();
    await lea.seesOnStage('Killed', 'Reloading');

    await reloading.page.reload();
    await lea.seesOnStage('Killed');
    await reloading.reads('Closes at');
    await reloading.click('Join as a listener');
    await lea.seesListeners(2);

    browser.process()?.kill('SIGKILL');
    await eventually(() => lea.tiles(), [], GHOST_MS);
    await reloading.page.close();
    await lea.seesListeners(1);
    await lea.hears();
    await eventually(async () => (await world.api.room(roomId)).speakers, []);
  });
});
