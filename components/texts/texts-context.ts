import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveControllerHost } from 'lit';
import type { StartTexts, Texts } from './texts.ts';

/** Texts that replace the English ones in every element inside the one that provides them. */
export const textsContext = createContext<Partial<Texts>>(Symbol('audio-rooms texts'));

/** The texts of one element: English, with what the room around it provides in place of it. */
export class TextsController<T extends StartTexts> {
  value: T;

  /** @param english - The texts that stay where no others are provided. */
  constructor(host: ReactiveControllerHost & HTMLElement, english: T) {
    this.value = english;
    new ContextConsumer(host, {
      context: textsContext,
      subscribe: true,
      callback: (texts) => (this.value = { ...english, ...texts }),
    });
  }
}
