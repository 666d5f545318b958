import { ContextProvider } from '@lit/context';
import type { LitElement } from 'lit';
import { enStart } from '../texts/en-start.ts';
import { loadTexts } from '../texts/languages.ts';
import { textsContext } from '../texts/texts-context.ts';
import type { StartTexts, Texts } from '../texts/texts.ts';

/** Gives all elements inside its host the texts of one language, with the page's own texts in place of some. */
export class TextsProvider {
  readonly #host: LitElement;
  readonly #provider: ContextProvider<typeof textsContext, LitElement>;
  #tag = '';
  #loaded: Partial<Texts> = {};
  #own: Partial<Texts> = {};

  constructor(host: LitElement) {
    this.#host = host;
    this.#provider = new ContextProvider(host, { context: textsContext, initialValue: {} });
  }

  /** The texts that are shown before somebody joins. */
  get start(): StartTexts {
    return { ...enStart, ...this.#provider.value };
  }

  /** The page's own texts, which replace those of the language. */
  set own(texts: Partial<Texts>) {
    this.#own = texts;
    this.#provide();
  }

  /**
   * Loads the texts of a language.
   * @param tag - Such as `es`; if empty, the language of the page around the host.
   * @returns whether they are in use now: not if another language was asked for in the meantime.
   */
  async load(tag: string): Promise<boolean> {
    const around = this.#host.parentElement?.closest<HTMLElement>('[lang]')?.lang;
    const wanted = (this.#tag = tag || around || 'en');
    const texts = await loadTexts(wanted).catch(() => enStart); // if they fail to load, English will do
    if (wanted !== this.#tag) return false;
    this.#loaded = texts;
    this.#provide();
    return true;
  }

  #provide(): void {
    this.#provider.setValue({ ...this.#loaded, ...this.#own });
  }
}
