import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { overlay, type StartTexts, type Texts } from './texts.ts';

/** Texts that replace the English ones in every element inside the one that provides them. */
export const textsContext = createContext<Partial<Texts>>(Symbol('audio-rooms texts'));

/**
 * The texts of one element: English, with what the room around it provides in place of it, even if the room is defined
 * later than the element.
 */
export class TextsController<T extends StartTexts> implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #consumer: ContextConsumer<typeof textsContext, ReactiveControllerHost & HTMLElement>;
  #provided = false;
  #waiting: AbortController | undefined;
  value: T;

  /** @param english - The texts that stay where no others are provided. */
  constructor(host: ReactiveControllerHost & HTMLElement, english: T) {
    this.#host = host;
    this.value = english;
    this.#consumer = new ContextConsumer(host, {
      context: textsContext,
      subscribe: true,
      callback: (texts) => {
        this.value = overlay(english, texts);
        this.#provided = true;
        this.#waiting?.abort();
      },
    });
    host.addController(this); // after the consumer, which has then asked
  }

  hostConnected(): void {
    if (this.#provided) return;
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    const ask = ({ context }: Event & { readonly context?: unknown }): void => {
      if (context === textsContext) this.#consumer.hostConnected();
    };
    this.#host.ownerDocument.addEventListener('context-provider', ask, { signal });
  }

  hostDisconnected(): void {
    this.#provided = false;
    this.#waiting?.abort();
  }
}
