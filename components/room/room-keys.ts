import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface RoomKeyActions {
  /** M was pressed. */
  toggleMute(): void;
  /** Whether holding Space should unmute. Not while unmuted: releasing the key would mute the person. */
  canTalk(): boolean;
  /** Space was pressed or released. */
  talk(on: boolean): void;
  /** ? was pressed. */
  help(): void;
}

/**
 * The keyboard shortcuts of a room. Ignores keys that go into a text field or press the focused button.
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
    const target: EventTarget = this.#scope === 'page' ? window : this.#host;
    target.addEventListener('keydown', (event) => this.#press(event as KeyboardEvent), { signal });
    // The key may be released anywhere in the page, or while another window has the focus.
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
    // These elements handle keys themselves.
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
