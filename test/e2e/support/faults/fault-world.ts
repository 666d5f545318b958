import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { ownTcpPort } from '../../../support/own-port.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { ServerLog } from '../../../support/server-log.ts';
import { ServerProcess } from '../../../support/server-process.ts';
import { Api } from '../api-client.ts';
import { startBrowser } from '../browser.ts';
import { eventually } from '../../../support/eventually.ts';
import { thaw } from './freeze.ts';
import { Visitor } from '../visitor.ts';

/** What a page shows while it has no connection. */
export const TROUBLE = 'Connection lost. Reconnecting…';

/** A server in its own process that keeps its rooms on disk, so that a test can freeze, kill and restart it. */
export class FaultWorld {
  readonly #directory = temporaryDirectory();
  readonly #browsers: Browser[] = [];
  readonly #people: Visitor[] = [];
  readonly #log = new ServerLog();
  #server: ServerProcess | undefined;
  #port: number | undefined;

  /** Starts and stops with the test file at whose top level it is called. */
  static forThisFile(): FaultWorld {
    const world = new FaultWorld();
    before(async () => {
      await world.startServer();
      world.#browsers.push(await startBrowser());
    });
    afterEach(() => world.#clear());
    after(async () => {
      await Promise.all(world.#browsers.map((browser) => browser.close()));
      await world.#log.checkAfter(() => world.server.stop());
      world.#directory.remove();
    });
    return world;
  }

  get server(): ServerProcess {
    assert.ok(this.#server, 'The server is not running: use it inside a test.');
    return this.#server;
  }

  get api(): Api {
    return new Api(this.server.url);
  }

  /** Starts the server, always at the same address: the directory's rooms contain it. */
  async startServer(): Promise<void> {
    this.#port ??= await ownTcpPort();
    const options = { port: this.#port, dataDirectory: this.#directory.path };
    this.#server = await ServerProcess.start(options, this.#log);
  }

  async arrive(name: string, options: { tone?: number; browser?: Browser } = {}): Promise<Visitor> {
    const [shared] = this.#browsers;
    assert.ok(shared);
    const person = await Visitor.arrive({
      browser: shared,
      origin: this.server.url,
      name,
      ...options,
    });
    this.#people.push(person);
    return person;
  }

  async startBrowser(): Promise<Browser> {
    const browser = await startBrowser();
    this.#browsers.push(browser);
    return browser;
  }

  /** Starts a room in which Ann speaks and Lea listens. */
  async startTalk(): Promise<{ ann: Visitor; lea: Visitor; roomId: string }> {
    const ann = await this.arrive('Ann', { tone: 520 });
    const lea = await this.arrive('Lea');
    const roomId = await ann.createRoom();
    await lea.listenIn(roomId);
    await ann.goOnStage();
    await lea.hears(520);
    return { ann, lea, roomId };
  }

  /** Waits until all is as before the fault: the tone is heard, there is one tile and one listener, and no page shows trouble. */
  async isWhole({ ann, lea }: { ann: Visitor; lea: Visitor }): Promise<void> {
    // Heard once is enough: audio that a busy browser conceals may sound like another tone for a moment.
    await lea.hearsNow(520);
    await lea.seesOnStage('Ann');
    await ann.seesOnStage('Ann, you');
    await lea.seesListeners(1);
    await ann.seesListeners(1);
    for (const person of [ann, lea]) {
      await eventually(async () => (await person.text()).includes(TROUBLE), false);
    }
    await eventually(
      async () => {
        const { sockets, participants, peerConnections } = await this.server.counts();
        return { sockets, participants, peerConnections };
      },
      { sockets: 2, participants: 2, peerConnections: 2 },
    );
  }

  async #clear(): Promise<void> {
    for (const browser of this.#browsers) if (browser.connected) thaw(browser);
    const people = this.#people.splice(0);
    await Promise.all(people.map((person) => person.goAway().catch(() => {})));
    await eventually(async () => (await this.server.counts()).sockets, 0);
    assert.deepEqual(
      people.flatMap(({ errors }) => errors),
      [],
    );
  }
}
