import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import type { Browser } from 'puppeteer-core';
import {
  startLocalServer,
  type LocalServer,
  type LocalServerOptions,
} from '../../../src/local/server/local-server.ts';
import { secretsOf, ServerLog } from '../../support/server-log.ts';
import { Api } from './api-client.ts';
import { startBrowser } from './browser.ts';
import { eventually } from '../../support/eventually.ts';
import { StagePage } from './stage-page.ts';
import { Visitor } from './visitor.ts';

/**
 * One server and one browser for all tests of a file, with a browser profile for each visitor. After each test all
 * visitors leave; then the server must hold nothing for them, and no page may have thrown an error. The server's log
 * may not identify them.
 */
export class E2eWorld {
  readonly #options: Partial<LocalServerOptions>;
  readonly #log = new ServerLog();
  #stopFollowing = () => {};
  #server: LocalServer | undefined;
  #browser: Browser | undefined;
  readonly #people: Visitor[] = [];
  readonly #strangers: StagePage[] = [];

  private constructor(options: Partial<LocalServerOptions>) {
    this.#options = options;
  }

  /** Starts and stops with the test file at whose top level it is called. */
  static forThisFile(options: Partial<LocalServerOptions> = {}): E2eWorld {
    const world = new E2eWorld(options);
    before(() => world.#start());
    afterEach(() => world.#clear());
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

  /** An AWS client with the operator's credentials. */
  get ivs(): IVSRealTimeClient {
    const { endpoint, credentials } = this.server;
    return new IVSRealTimeClient({ region: 'us-east-1', endpoint, credentials });
  }

  /** Waits until the stage server holds nothing for anybody. */
  async isEmpty(): Promise<void> {
    const nothing = { sockets: 0, peerConnections: 0, stages: 0, participants: 0 };
    await eventually(() => this.server.account.stageServer.counts(), nothing);
  }

  async arrive(name: string, options: { tone?: number; browser?: Browser } = {}): Promise<Visitor> {
    const where = { browser: this.browser, origin: this.server.url };
    const person = await Visitor.arrive({ ...where, name, ...options });
    this.#people.push(person);
    return person;
  }

  /** Opens a page that uses the IVS SDK without the client. */
  async stranger(): Promise<StagePage> {
    const stranger = await StagePage.open(this.browser, this.server.url);
    this.#strangers.push(stranger);
    return stranger;
  }

  async #clear(): Promise<void> {
    const people = this.#people.splice(0);
    const all = [...people, ...this.#strangers.splice(0)];
    // Some tests close a page or kill a browser.
    await Promise.all(all.map((one) => one.goAway().catch(() => {})));
    await this.isEmpty();
    assert.deepEqual(
      people.flatMap(({ errors }) => errors),
      [],
    );
  }

  async #start(): Promise<void> {
    this.#stopFollowing = this.#log.followThisProcess();
    this.#server = await startLocalServer({ port: 0, ...this.#options, ...this.#log.listeners });
    for (const secret of secretsOf(this.#server)) this.#log.learn(secret);
    const { host, certificate } = this.#options;
    const inNetwork = certificate && { network: host, acceptInsecureCerts: true };
    this.#browser = await startBrowser(inNetwork);
  }

  async #stop(): Promise<void> {
    await this.#browser?.close();
    await this.#log.checkAfter(() => this.server.close()).finally(() => this.#stopFollowing());
  }
}
