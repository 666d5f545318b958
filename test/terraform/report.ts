/** Prints what a lifecycle does, and how long each step takes. */
export class Report {
  readonly #title: string;

  constructor(title: string) {
    this.#title = title;
  }

  say(line: string): void {
    for (const one of line.split('\n')) console.log(`${this.#title}: ${one}`);
  }

  /** Runs a step. @param what - What was done, in the past tense; or a function of the result that says it. */
  async step<Value>(
    what: string | ((value: Value) => string),
    run: () => Promise<Value>,
  ): Promise<Value> {
    const start = performance.now();
    const value = await run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    this.say(`${typeof what === 'string' ? what : what(value)} (${seconds} s)`);
    return value;
  }
}
