import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface RoomKeyActions {
  /** M was pressed. */
  toggleMute(): void;
  /** Whether Space would let one be heard: who is heard already would be muted by letting go of it. */
  canTalk(): boolean;
  /** Space is down, or up again. */
  talk(on: boolean): void;
  /** ? was pressed. */
  help(): void;
}

/**
 * The room's keyboard shortcuts: in the room alone, or in the whole page. Keys that somebody types, or that press the
 * button with the focus, are none.
 */
export class RoomKeys implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: RoomKeyActions;
  #listening: AbortController | undefined;
  #talking = false;
  #scope: 'none' | 'room' | 'page' = 'none';

  constructor(host: ReactiveControllerHost & HTMLElement, actions: RoomKeyActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  /** Where keys count. */
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
    const target: EventTarget = this.#scope === 'page' ? window : this.#host;
    target.addEventListener('keydown', (event) => this.#press(event as KeyboardEvent), { signal });
    // Let go anywhere, or another window in front: whoever no longer holds the key does not talk.
    window.addEventListener('keyup', (event) => event.code === 'Space' && this.#release(), {
      signal,
    });
    window.addEventListener('blur', () => this.#release(), { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#release();
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath().filter((node) => node instanceof HTMLElement);
    // The innermost element that says something about keys.
    if (
      path.some((node) => node.isContentEditable || node.matches('input, select, textarea, dialog'))
    )
      return;
    const { key, code, repeat } = event;
    if (code === 'Space') {
      if (path.some((node) => node.matches('button, a, summary'))) return;
      event.preventDefault(); // the page would scroll
      if (repeat || this.#talking || !this.#actions.canTalk()) return;
      this.#talking = true;
      this.#actions.talk(true);
    } else if (!repeat && key.toLowerCase() === 'm') this.#actions.toggleMute();
    else if (!repeat && key === '?') this.#actions.help();
  }

  #release(): void {
    if (!this.#talking) return;
    this.#talking = false;
    this.#actions.talk(false);
  }
}
