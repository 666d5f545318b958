import type { LitElement, ReactiveController } from 'lit';

/**
 * Moves the focus into the view that replaces another one: the button that had it is gone, and the next press of Tab
 * would start at the top of the page. Leaves the focus where it is when the first view appears.
 */
export class FocusController implements ReactiveController {
  readonly #host: LitElement;
  readonly #nameOfView: () => string;
  #shown: string | undefined;

  constructor(host: LitElement, nameOfView: () => string) {
    this.#host = host;
    this.#nameOfView = nameOfView;
    host.addController(this);
  }

  hostUpdated(): void {
    const name = this.#nameOfView();
    if (name === this.#shown) return;
    const isFirst = this.#shown === undefined;
    this.#shown = name;
    if (!isFirst) void this.#focus();
  }

  async #focus(): Promise<void> {
    const view = this.#host.renderRoot.firstElementChild as LitElement | null;
    // There is nothing to focus in it before its first rendering.
    await view?.updateComplete;
    view?.focus();
  }
}
