import { after, before } from 'node:test';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import type { Browser } from 'puppeteer-core';
import { startLocalServer, type LocalServer } from '../../../src/local/server.ts';
import { Api } from './api.ts';
import { startBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { Visitor } from './visitor.ts';

/** One server and one browser for all tests of a file, each person in a profile of their own. */
export class World {
  #server: LocalServer | undefined;
  #browser: Browser | undefined;

  /** To be called at the top of a test file. */
  static forThisFile(): World {
    const world = new World();
    before(() => world.#start());
    after(() => world.#stop());
    return world;
  }

  get server(): LocalServer {
    if (!this.#server) throw new Error('The server is not running: use it inside a test.');
    return this.#server;
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('The browser is not running: use it inside a test.');
    return this.#browser;
  }

  get api(): Api {
    return new Api(this.server.url);
  }

  /** The AWS SDK, with the operator's keys. */
  get ivs(): IVSRealTimeClient {
    const { endpoint, credentials } = this.server;
    return new IVSRealTimeClient({ region: 'us-east-1', endpoint, credentials });
  }

  /** Waits until the stage server holds nothing for anybody. */
  async isEmpty(): Promise<void> {
    const nothing = { sockets: 0, peerConnections: 0, stages: 0, participants: 0 };
    await eventually(() => this.server.cloud.stageServer.counts(), nothing);
  }

  arrive(name: string, options: { tone?: number; browser?: Browser } = {}): Promise<Visitor> {
    return Visitor.arrive({ browser: this.browser, origin: this.server.url, name, ...options });
  }

  async #start(): Promise<void> {
    this.#server = await startLocalServer({ port: 0 });
    this.#browser = await startBrowser();
  }

  async #stop(): Promise<void> {
    await this.#browser?.close();
    await this.#server?.close();
  }
}
