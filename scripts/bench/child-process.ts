import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that takes one order after the other, each answered with `{ value }` or `{ error }`. */
export class Child<Order extends object> {
  readonly #process: ChildProcess;

  /** @param file - Beside this one. */
  constructor(file: string, env: NodeJS.ProcessEnv = process.env) {
    this.#process = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
      execArgv: ['--import', 'tsx'],
      env,
    });
  }

  async order(order: Order): Promise<unknown> {
    const given = new AbortController();
    try {
      this.#process.send(order);
      const [answer] = (await Promise.race([
        once(this.#process, 'message', given),
        once(this.#process, 'exit', given).then(() => [{ error: 'The process ended' }]),
      ])) as [{ value?: unknown; error?: string }];
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value;
    } finally {
      given.abort(); // else each order would leave a listener
    }
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.disconnect(); // it ends where nobody can give it orders
    await exited;
  }
}
