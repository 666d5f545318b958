import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { followKey } from '../sound/held-key.ts';
import {
  digitOf,
  isLetter,
  isQuestionMark,
  isSpace,
  isTaken,
  takesSpace,
} from './shortcut-keys.ts';

export interface RoomKeyActions {
  /** Whether the person is muted, so that a key can unmute them. */
  canTalk(): boolean;
  /** Unmutes or mutes: Space was pressed or released, or M was pressed. */
  talk(on: boolean): void;
  /** H was pressed. */
  hand(): void;
  /** C was pressed. */
  chat(): void;
  /** A digit was pressed. */
  react(digit: number): void;
  /** ? was pressed. */
  help(): void;
}

/**
 * The keyboard shortcuts of a room. Ignores keys that are typed into something or press the focused button. A key that is
 * held unmutes for no longer than it is held.
 */
export class RoomKeys implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: RoomKeyActions;
  #listening: AbortController | undefined;
  #release = (): void => {};
  #scope: 'none' | 'room' | 'page' = 'none';

  constructor(host: ReactiveControllerHost & HTMLElement, actions: RoomKeyActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  /** Where shortcuts work: nowhere, while the focus is in the room, or in the whole page. */
  set scope(scope: 'none' | 'room' | 'page') {
    if (scope === this.#scope) return;
    this.#scope = scope;
    this.hostConnected();
  }

  hostConnected(): void {
    this.hostDisconnected();
    if (this.#scope === 'none' || !this.#host.isConnected) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const page = this.#host.ownerDocument.defaultView ?? window;
    const target: EventTarget = this.#scope === 'page' ? page : this.#host;
    target.addEventListener('keydown', (event) => this.#press(event as KeyboardEvent), { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#release();
  }

  #press(event: KeyboardEvent): void {
    if (isTaken(event)) return;
    const { canTalk, talk, hand, chat, react, help } = this.#actions;
    const digit = digitOf(event);
    if (isSpace(event)) {
      if (takesSpace(event)) return;
      event.preventDefault(); // the page would scroll
      if (!event.repeat && canTalk()) this.#talkWhile(event, () => talk(false));
    } else if (event.repeat) {
      return;
    } else if (isLetter(event, 'm')) {
      if (canTalk()) this.#talkWhile(event, (held) => held && talk(false));
      else talk(false);
    } else if (isLetter(event, 'h')) hand();
    else if (isLetter(event, 'c')) chat();
    else if (digit !== undefined) react(digit);
    else if (isQuestionMark(event)) help();
  }

  #talkWhile(event: KeyboardEvent, onRelease: (held: boolean) => void): void {
    this.#release = followKey(event, onRelease);
    this.#actions.talk(true);
  }
}
