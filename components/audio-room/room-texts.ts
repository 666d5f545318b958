import type { ReactiveControllerHost } from 'lit';
import { enStart } from '../texts/en-start.ts';
import { loadTexts, type StartTexts, type Texts } from '../texts/texts.ts';

/** Brings the catalogue of a language; of two that were asked for, the later one is shown. */
export class RoomTexts {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #language = '';
  #catalogue: StartTexts | Texts = enStart;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
  }

  /** @returns whether these texts are the ones to show; not where another language was asked for meanwhile. */
  async load(language: string): Promise<boolean> {
    const around = this.#host.parentElement?.closest<HTMLElement>('[lang]')?.lang;
    const wanted = (this.#language = language || around || 'en');
    // A part of the page that does not load: better English than nothing.
    const texts = await loadTexts(wanted).catch(() => enStart);
    if (wanted !== this.#language) return false;
    this.#catalogue = texts;
    this.#host.requestUpdate();
    return true;
  }

  /** What is said before somebody joins, with the page's own sentences in place of ours. */
  start(own: Partial<Texts>): StartTexts {
    return { ...this.#catalogue, ...own };
  }

  /**
   * What is said in the room.
   * @param english - Stands where the language has no sentence.
   */
  room(own: Partial<Texts>, english: Texts): Texts {
    return { ...english, ...this.#catalogue, ...own };
  }
}
