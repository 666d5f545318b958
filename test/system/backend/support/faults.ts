/** Stands for the death of the process: nothing after this call was run. */
export class Crash extends Error {
  override name = 'Crash';
}

/** The part of a client's middleware stack that is needed here; each client has a type of its own for it. */
interface MiddlewareStack {
  add(middleware: Middleware, options: { step: 'initialize'; name: string }): void;
}
type Next = (args: never) => Promise<never>;
type Middleware = (next: Next, context: { commandName?: string }) => Next;

/** Records the AWS calls of clients, and makes some of them fail. */
export class Faults {
  readonly calls: string[] = [];
  #before: ((command: string, index: number) => unknown) | undefined;
  #after: ((command: string, index: number) => unknown) | undefined;

  watch(stack: object): void {
    const middleware: Middleware = (next, context) => async (args) => {
      const command = (context.commandName ?? '').replace(/Command$/, '');
      const index = this.calls.push(command) - 1;
      await this.#before?.(command, index);
      const answer = await next(args);
      await this.#after?.(command, index);
      return answer;
    };
    (stack as MiddlewareStack).add(middleware, { step: 'initialize', name: 'faults' });
  }

  /** Forgets all recorded calls, and lets every call succeed. */
  reset(): void {
    this.calls.length = 0;
    this.#before = undefined;
    this.#after = undefined;
  }

  /** Runs before each call from now on. If it throws, the caller gets the error, and the call is not made. */
  before(run: (command: string, index: number) => unknown): void {
    this.calls.length = 0;
    this.#before = run;
  }

  /** Crashes at the call with this index, counted from now: before it is made, or after, so that its answer is lost. */
  crashAt(index: number, when: 'before' | 'after'): void {
    this.reset();
    const crash = (_: string, at: number) => {
      if (at === index) throw new Crash(`${when} call ${index}`);
    };
    // A dead process makes no later calls.
    this.#before = (command, at) => {
      if (at > index) throw new Crash(`${command}, after call ${index}`);
      if (when === 'before') crash(command, at);
    };
    if (when === 'after') this.#after = crash;
  }
}
