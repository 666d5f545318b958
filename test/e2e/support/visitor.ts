import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Frame, Locator, Page } from 'puppeteer-core';
import type { JoinRoomResponse } from '../../../src/api/schemas.ts';
import { isFirefox } from './browser.ts';
import { bundle } from './bundle.ts';
import { isErrorOfPage } from './complaints.ts';
import { registerControlQuery } from './control-query.ts';
import { eventually } from '../../support/eventually.ts';
import type {} from './in-page/in-page.ts';

const instruments = bundle('in-page.ts');

/** A tone is recognised within this distance, one bin of the analysis. */
const TOLERANCE_HZ = 12;

export interface VisitorOptions {
  readonly browser: Browser;
  readonly origin: string;
  readonly name: string;
  /** Frequency in Hz of the tone that replaces the microphone. If undefined, the browser's fake microphone stays. */
  readonly tone?: number;
}

/** A person with a browser profile of their own, who clicks, types, looks and listens. */
export class Visitor {
  readonly page: Page;
  readonly name: string;
  /** Uncaught errors of the page. */
  readonly errors: string[] = [];
  readonly #context: BrowserContext;
  readonly #origin: string;
  /** Whether Puppeteer finds controls in shadow trees by role and name: in Chromium. */
  readonly #findsByRole: boolean;
  /** The frame that the room is in, if it is not in the page itself. */
  #frame: Frame | undefined;
  #admission: Promise<JoinRoomResponse> | undefined;

  private constructor(
    page: Page,
    context: BrowserContext,
    findsByRole: boolean,
    { name, origin }: VisitorOptions,
  ) {
    this.page = page;
    this.name = name;
    this.#context = context;
    this.#origin = origin;
    this.#findsByRole = findsByRole;
    page.on('pageerror', (error) => {
      if (isErrorOfPage(error)) this.errors.push(String(error));
    });
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (response.status() === 201 && /\/api\/rooms(\/\w+\/participants)?$/.test(pathname)) {
        this.#admission = response.json() as Promise<JoinRoomResponse>;
        // The body of a page that closes at once cannot be read; participant() reports that.
        this.#admission.catch(() => {});
      }
    });
  }

  static async arrive(options: VisitorOptions): Promise<Visitor> {
    const firefox = await isFirefox(options.browser);
    if (firefox) registerControlQuery();
    const context = await options.browser.createBrowserContext();
    // Firefox stops painting the tabs behind the first of a window.
    const page = await context.newPage(firefox ? { type: 'window' } : undefined);
    page.setDefaultTimeout(60_000);
    const tone = options.tone === undefined ? '' : `window.testTone = ${options.tone};`;
    await page.evaluateOnNewDocument(tone + (await instruments));
    return new Visitor(page, context, !firefox, options);
  }

  /** Opens a page of the site. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.#origin + path);
  }

  /** Uses the room that is in a frame of the page from now on. */
  async useFrame(path: string): Promise<void> {
    this.#frame = await this.page.waitForFrame((frame) => new URL(frame.url()).pathname === path);
  }

  async createRoom(): Promise<string> {
    await this.open('/');
    await this.createRoomHere();
    return this.roomId();
  }

  /** Creates a room with what the page shows, which may be any page. Returns its id. */
  async createRoomHere(): Promise<string> {
    await this.write('Your name', this.name);
    await this.click('Create a room');
    await this.sees('Leave');
    return this.#place.$eval('audio-room', (room) => room.roomId);
  }

  async listenIn(roomId: string): Promise<void> {
    await this.visitLobby(roomId);
    await this.click('Join as a listener');
    await this.sees('Leave');
  }

  /** Opens the link of a room, and enters a name. */
  async visitLobby(roomId: string): Promise<void> {
    await this.open(`/room/${roomId}`);
    // Until the page has loaded the room, its layout changes, and a click could miss its button.
    await this.reads('Closes at');
    await this.write('Your name', this.name);
  }

  async goOnStage(): Promise<void> {
    await this.click('Go on stage');
    await this.sees('Mute');
  }

  async speakIn(roomId: string): Promise<void> {
    await this.listenIn(roomId);
    await this.goOnStage();
  }

  roomId(): string {
    const id = /\/room\/([^/?#]+)/.exec(this.page.url())?.[1];
    assert.ok(id, `There is no room in the address ${this.page.url()}.`);
    return id;
  }

  /** Returns the participant that the API last answered with: id and token. */
  async participant(): Promise<JoinRoomResponse['participant']> {
    assert.ok(this.#admission, `${this.name} has not joined a room.`);
    return (await this.#admission).participant;
  }

  /** Evaluates an expression without a user gesture. All other calls of the page count as one. */
  async withoutTouching(expression: string): Promise<unknown> {
    const session = await this.page.createCDPSession();
    const options = { expression, userGesture: false, awaitPromise: true, returnByValue: true };
    const { result } = await session.send('Runtime.evaluate', options);
    await session.detach();
    return result.value;
  }

  async write(field: string, text: string): Promise<void> {
    const locator = await this.#find('textbox', field);
    // Puppeteer clears a field without an event. If the page renders before the first key, the old text comes back.
    const fill = async (): Promise<string> => {
      await locator.fill(text);
      return locator.map((element) => (element as HTMLInputElement).value).wait();
    };
    await eventually(fill, text);
  }

  async click(button: string): Promise<void> {
    await this.#withButton(button, (locator) => locator.click());
  }

  /** Waits for a button with this name. */
  async sees(button: string): Promise<void> {
    await this.#withButton(button, (locator) => locator.wait());
  }

  async #withButton(
    name: string,
    use: (locator: Locator<Element>) => Promise<unknown>,
  ): Promise<void> {
    try {
      await use(await this.#find('button', name));
    } catch (cause) {
      const text = await this.text().catch(() => 'nothing');
      const seen = [text, ...this.errors].join('\n');
      throw new Error(`${this.name} waits for "${name}" and sees:\n${seen}`, { cause });
    }
  }

  get #place(): Frame {
    return this.#frame ?? this.page.mainFrame();
  }

  async #find(role: string, name: string): Promise<Locator<Element>> {
    if (this.#findsByRole)
      return this.#place.locator(`::-p-aria([name="${name}"][role="${role}"])`);
    const selector = `::-p-control(${role}|${name})`;
    // This looks with every frame, a locator only after changes outside of shadow trees.
    await this.#place.waitForSelector(selector, { visible: true });
    return this.#place.locator(selector);
  }

  /** Waits until the page shows a sentence anywhere. */
  async reads(sentence: string): Promise<void> {
    const show = async (): Promise<string> => {
      const text = await this.text();
      return text.includes(sentence) ? sentence : text;
    };
    await eventually(show, sentence);
  }

  /** Returns all visible text, shadow trees included. */
  text(): Promise<string> {
    return this.#place.evaluate(() => window.instruments.text());
  }

  /** Waits until the tiles on stage have exactly these labels: "Ann", "Ben, muted", "Cem, you". */
  async seesOnStage(...expected: string[]): Promise<void> {
    await eventually(() => this.tiles(), expected.toSorted());
  }

  async seesListeners(count: number): Promise<void> {
    await eventually(
      () => this.#place.evaluate(() => window.instruments.listeners()),
      `${count} ${count === 1 ? 'listener' : 'listeners'}`,
    );
  }

  /** Waits until exactly these tones are heard, and asserts that this lasts for three more samples. */
  async hears(...tones: number[]): Promise<void> {
    const expected = tones.toSorted((a, b) => a - b);
    await this.hearsNow(...tones);
    for (let sample = 0; sample < 3; sample++) {
      assert.deepEqual(await this.#tonesHeard(expected), expected, `${this.name} lost a tone`);
    }
  }

  /** Waits until exactly these tones are heard once, for tones that pause. */
  async hearsNow(...tones: number[]): Promise<void> {
    const expected = tones.toSorted((a, b) => a - b);
    await eventually(() => this.#tonesHeard(expected), expected);
  }

  /** Returns the frequencies that are heard, each rounded to the expected tone that it is close to. */
  async #tonesHeard(expected: readonly number[]): Promise<number[]> {
    const heard = await this.#place.evaluate(() => window.instruments.heard());
    const isNear = (tone: number, heard: number) => Math.abs(tone - heard) <= TOLERANCE_HZ;
    return heard.map((one) => expected.find((tone) => isNear(tone, one)) ?? one);
  }

  /** Returns the labels of the tiles on stage, sorted. */
  tiles(): Promise<string[]> {
    return this.#place.evaluate(() => window.instruments.tiles().sort());
  }

  microphoneRequests(): Promise<number> {
    return this.#place.evaluate(() => window.instruments.microphoneRequests());
  }

  /** Closes the profile with all its pages. */
  async goAway(): Promise<void> {
    await this.#context.close();
  }
}
