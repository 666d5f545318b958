import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'puppeteer-core';
import type { JoinRoomResponse } from '../../../src/api/schemas.ts';
import { bundle } from './bundle.ts';
import { eventually } from '../../support/eventually.ts';
import type {} from './in-page.ts';

const instruments = bundle('in-page.ts');

/** A tone is recognised within this distance: one bin of the analysis. */
const TOLERANCE_HZ = 12;

export interface VisitorOptions {
  readonly browser: Browser;
  readonly origin: string;
  readonly name: string;
  /** Frequency of the visitor's voice in Hz. Default: the browser's own fake microphone. */
  readonly tone?: number;
}

/** A person at a browser of their own: they click, type, look and listen. */
export class Visitor {
  readonly page: Page;
  readonly name: string;
  /** Errors that nothing in the page caught. */
  readonly errors: string[] = [];
  readonly #context: BrowserContext;
  readonly #origin: string;
  #admission: Promise<JoinRoomResponse> | undefined;

  private constructor(page: Page, context: BrowserContext, { name, origin }: VisitorOptions) {
    this.page = page;
    this.name = name;
    this.#context = context;
    this.#origin = origin;
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (response.status() === 201 && pathname.startsWith('/api/rooms')) {
        this.#admission = response.json() as Promise<JoinRoomResponse>;
        // A page that closes at once takes the answer with it; who asks for it then is told.
        this.#admission.catch(() => {});
      }
    });
  }

  static async arrive(options: VisitorOptions): Promise<Visitor> {
    const context = await options.browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const tone = options.tone === undefined ? '' : `window.testTone = ${options.tone};`;
    await page.evaluateOnNewDocument(tone + (await instruments));
    return new Visitor(page, context, options);
  }

  /** Opens a page of the site. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.#origin + path);
  }

  async createRoom(): Promise<string> {
    await this.open('/');
    await this.write('Your name', this.name);
    await this.click('Create a room');
    await this.sees('Leave');
    return this.roomId();
  }

  async listenIn(roomId: string): Promise<void> {
    await this.visitLobby(roomId);
    await this.click('Join as a listener');
    await this.sees('Leave');
  }

  /** Opens the link of a room and gives a name. */
  async visitLobby(roomId: string): Promise<void> {
    await this.open(`/room/${roomId}`);
    // Until it knows the room, the page still grows, and a click may land where a button was.
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

  /** What the API last gave to this person's page: id and token. */
  async participant(): Promise<JoinRoomResponse['participant']> {
    assert.ok(this.#admission, `${this.name} has not joined a room.`);
    return (await this.#admission).participant;
  }

  /** Runs a script without what counts as a person's touch; every other question to the page does. */
  async withoutTouching(expression: string): Promise<unknown> {
    const session = await this.page.createCDPSession();
    const options = { expression, userGesture: false, awaitPromise: true, returnByValue: true };
    const { result } = await session.send('Runtime.evaluate', options);
    await session.detach();
    return result.value;
  }

  async write(field: string, text: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${field}"][role="textbox"])`).fill(text);
  }

  async click(button: string): Promise<void> {
    await this.#withButton(button, (locator) => locator.click());
  }

  /** Waits for a button of this name. */
  async sees(button: string): Promise<void> {
    await this.#withButton(button, (locator) => locator.wait());
  }

  async #withButton(
    name: string,
    use: (locator: Locator<Element>) => Promise<unknown>,
  ): Promise<void> {
    try {
      await use(this.page.locator(`::-p-aria([name="${name}"][role="button"])`));
    } catch (cause) {
      const text = await this.text().catch(() => 'nothing');
      const errors = this.errors.join('\n');
      throw new Error(`${this.name} waits for "${name}" and sees:\n${text}\n${errors}`, { cause });
    }
  }

  /** Waits until the page shows a sentence, wherever. */
  async reads(sentence: string): Promise<void> {
    const show = async (): Promise<string> => {
      const text = await this.text();
      return text.includes(sentence) ? sentence : text;
    };
    await eventually(show, sentence);
  }

  /** All text on screen, inside elements too. */
  text(): Promise<string> {
    return this.page.evaluate(() => window.instruments.text());
  }

  /** Waits until exactly these are on stage, as the tiles say it: "Ann", "Ben, muted", "Cem, you". */
  async seesOnStage(...expected: string[]): Promise<void> {
    await eventually(() => this.tiles(), expected.toSorted());
  }

  async seesListeners(count: number): Promise<void> {
    await eventually(
      () => this.page.evaluate(() => window.instruments.listeners()),
      `${count} ${count === 1 ? 'listener' : 'listeners'}`,
    );
  }

  /** Waits until exactly these tones are heard, and makes sure that it stays so. */
  async hears(...tones: number[]): Promise<void> {
    const expected = tones.toSorted((a, b) => a - b);
    await this.hearsNow(...tones);
    for (let sample = 0; sample < 3; sample++) {
      assert.deepEqual(await this.#tonesHeard(expected), expected, `${this.name} lost a tone`);
    }
  }

  /** Waits until exactly these tones are heard together once: for voices that pause. */
  async hearsNow(...tones: number[]): Promise<void> {
    const expected = tones.toSorted((a, b) => a - b);
    await eventually(() => this.#tonesHeard(expected), expected);
  }

  /** What is heard, with each measured frequency that is an expected one said as that. */
  async #tonesHeard(expected: readonly number[]): Promise<number[]> {
    const heard = await this.page.evaluate(() => window.instruments.heard());
    return heard.map(
      (frequency) =>
        expected.find((tone) => Math.abs(tone - frequency) <= TOLERANCE_HZ) ?? frequency,
    );
  }

  /** Who is on stage, as the tiles say it. */
  tiles(): Promise<string[]> {
    return this.page.evaluate(() => window.instruments.tiles().sort());
  }

  microphoneRequests(): Promise<number> {
    return this.page.evaluate(() => window.instruments.microphoneRequests());
  }

  /** Closes everything that this person has open. */
  async goAway(): Promise<void> {
    await this.#context.close();
  }
}
