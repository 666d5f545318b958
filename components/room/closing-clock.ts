import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { later } from '../shared/view.ts';

// Earlier than this, the closing time in the "about" dialog is enough.
const WARN_S = 5 * 60;
// The longest delay that setTimeout accepts.
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Counts down the last minutes before a room closes. Renders its host only when the text changes. */
export class ClosingClock implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #closesAt = NaN;
  #cancel = (): void => {};

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * When the room closes, as a time of `performance.now()`, since the clock of this machine may be wrong; undefined if that
   * is not known.
   */
  set closesAt(time: number | undefined) {
    const closesAt = time ?? NaN;
    if (Object.is(closesAt, this.#closesAt)) return;
    this.#closesAt = closesAt;
    this.#wait();
  }

  /** The seconds that are left; undefined while there are more than five minutes. */
  get secondsLeft(): number | undefined {
    const left = Math.ceil((this.#closesAt - performance.now()) / 1000);
    return left <= WARN_S ? Math.max(0, left) : undefined;
  }

  hostConnected(): void {
    this.#wait();
  }

  hostDisconnected(): void {
    this.#cancel();
  }

  #wait(): void {
    this.#cancel();
    const left = this.#closesAt - performance.now();
    if (!(left > 0)) return;
    const untilWarning = left - WARN_S * 1000;
    const delay = untilWarning > 0 ? untilWarning : left > 60_000 ? left % 60_000 : left % 1000;
    this.#cancel = later(
      this.#host,
      () => {
        this.#host.requestUpdate();
        this.#wait();
      },
      // One millisecond more, so that it fires after the text has to change.
      Math.min(delay + 1, LONGEST_DELAY_MS),
    );
  }
}
