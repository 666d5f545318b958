import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that carries out one order at a time, and answers each with `{ value }` or `{ error }`. See take-orders.ts. */
export class Child<Order extends object> {
  readonly #process: ChildProcess;

  constructor(file: URL, env: NodeJS.ProcessEnv = process.env) {
    this.#process = fork(fileURLToPath(file), [], { execArgv: ['--import', 'tsx'], env });
  }

  /** @throws {Error} with the child's message if the order fails, or if the process ends first. */
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
      given.abort(); // removes both listeners
    }
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.disconnect(); // takeOrders exits when its channel closes
    await exited;
  }
}
