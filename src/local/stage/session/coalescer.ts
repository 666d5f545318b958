/** Runs a task soon after it is asked for, once for all who ask meanwhile, and no more often than each `interval()` ms. */
export class Coalescer {
  readonly #task: () => void;
  readonly #interval: () => number;
  #timer: NodeJS.Timeout | undefined;
  #last = -Infinity;

  constructor(interval: () => number, task: () => void) {
    this.#interval = interval;
    this.#task = task;
  }

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
