/** Lets so many tasks run at once and so many wait in line; whoever comes then is refused. */
export class Admission {
  readonly #atOnce: number;
  readonly #longestLine: number;
  readonly #line: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, longestLine: number) {
    this.#atOnce = atOnce;
    this.#longestLine = longestLine;
  }

  /** @returns what the task gives, or undefined at once if it is refused. */
  run<Result>(task: () => Promise<Result>): Promise<Result> | undefined {
    if (this.#running < this.#atOnce) return this.#start(task);
    if (this.#line.length >= this.#longestLine) return undefined;
    return new Promise((resolve) => {
      this.#line.push(() => resolve(this.#start(task)));
    });
  }

  async #start<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#line.shift()?.();
    }
  }
}
