/** Runs a task once for all requests that arrive within `interval()` milliseconds. */
export class Coalescer {
  readonly #task: () => void;
  readonly #interval: () => number;
  #timer: NodeJS.Timeout | undefined;
  #last = -Infinity;

  constructor(interval: () => number, task: () => void) {
    this.#interval = interval;
    this.#task = task;
  }

  /** Requests a run: at once, or as soon as the interval since the last one is over. */
  request(): void {
    const wait = Math.max(0, this.#last + this.#interval() - performance.now());
    this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Runs the task now. */
  flush(): void {
    this.cancel();
    this.#last = performance.now();
    this.#task();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
