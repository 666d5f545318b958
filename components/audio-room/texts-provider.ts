import { ContextProvider } from '@lit/context';
import type { LitElement, ReactiveController } from 'lit';
import { enStart } from '../texts/en-start.ts';
import { loadTexts } from '../texts/languages.ts';
import { textsContext } from '../texts/texts-context.ts';
import { overlay, type PartialTexts, type StartTexts, type Texts } from '../texts/texts.ts';

// When to load a language again that did not load.
const RETRY_MS = 15_000;

/**
 * Gives all elements inside its host the texts of the host's language, with the page's own texts in place of some. The
 * language is what the nearest `lang` attribute says, on the host or around it, also outside the shadow root that the
 * host is in. The texts follow when it changes.
 */
export class TextsProvider implements ReactiveController {
  readonly #host: LitElement;
  readonly #onLoad: () => void;
  readonly #provider: ContextProvider<typeof textsContext, LitElement>;
  readonly #observer = new MutationObserver(() => void this.#load());
  #language: string | undefined;
  #loaded: Partial<Texts> = {};
  #english: Partial<Texts> = {};
  #own: PartialTexts | undefined;

  /** @param onLoad - Called when the texts of a language are in use. */
  constructor(host: LitElement, onLoad: () => void) {
    this.#host = host;
    this.#onLoad = onLoad;
    this.#provider = new ContextProvider(host, { context: textsContext, initialValue: {} });
    host.addController(this);
  }

  /** The texts that are shown before somebody joins. */
  get start(): StartTexts {
    return overlay(enStart, this.#provider.value);
  }

  /** The page's own texts, which replace those of the language. */
  set own(texts: PartialTexts | undefined) {
    this.#own = texts;
    this.#provide();
  }

  /** All English texts, once they have loaded: what fails from then on is named in the lobby, too. */
  set english(texts: Texts) {
    this.#english = texts;
    this.#provide();
  }

  hostConnected(): void {
    let element: Element | undefined = this.#host;
    for (; element; element = around(element)) {
      this.#observer.observe(element.getRootNode(), { subtree: true, attributeFilter: ['lang'] });
    }
    void this.#load();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  async #load(): Promise<void> {
    const language = languageOf(this.#host);
    if (language === this.#language) return;
    this.#language = language;
    const texts = await loadTexts(language).catch(() => undefined);
    if (language !== this.#language) return; // it has changed in the meantime
    if (!texts) setTimeout(() => this.#loadAgain(language), RETRY_MS);
    this.#loaded = texts ?? {}; // until they load, English will do
    this.#provide();
    this.#onLoad();
  }

  #loadAgain(language: string): void {
    if (!this.#host.isConnected || language !== this.#language) return;
    this.#language = undefined;
    void this.#load();
  }

  #provide(): void {
    const loaded = overlay(this.#english, this.#loaded);
    this.#provider.setValue(overlay(loaded, this.#own));
  }
}

function languageOf(element: Element | undefined): string {
  if (!element) return 'en';
  const nearest = element.closest<HTMLElement>('[lang]');
  return nearest ? nearest.lang || 'en' : languageOf(around(element));
}

/** The host of the shadow root that an element is in; in a picture-in-picture window, the root of the page that opened it. */
function around(element: Element): Element | undefined {
  const { host } = element.getRootNode() as Partial<ShadowRoot>; // a document has none
  return host ?? (element.ownerDocument === document ? undefined : document.documentElement);
}
