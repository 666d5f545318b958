import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measurement, Order } from './room-clients.ts';

const CLIENTS = fileURLToPath(new URL('./room-clients.ts', import.meta.url));

/** A room with real audio, whose participants run in another process. */
export class RoomLoad {
  readonly #child: ChildProcess;
  listeners = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async open(url: string, speakers: number): Promise<RoomLoad> {
    const child = fork(CLIENTS, [], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    const room = new RoomLoad(child);
    await room.#order({ type: 'room', url, speakers });
    return room;
  }

  async addListeners(more: number): Promise<void> {
    await this.#order({ type: 'listeners', more });
    this.listeners += more;
  }

  measure(seconds: number): Promise<Measurement> {
    return this.#order({ type: 'measure', seconds }) as Promise<Measurement>;
  }

  async close(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.send({ type: 'stop' } satisfies Order);
    await exited;
  }

  async #order(order: Order): Promise<unknown> {
    const given = new AbortController();
    const { signal } = given;
    try {
      this.#child.send(order);
      const [answer] = (await Promise.race([
        once(this.#child, 'message', { signal }),
        once(this.#child, 'exit', { signal }).then(() => [{ error: 'The clients ended' }]),
      ])) as [{ value?: unknown; error?: string }];
      if (answer.error !== undefined) throw new Error(`${order.type}: ${answer.error}`);
      return answer.value;
    } finally {
      given.abort(); // otherwise each command would leave a listener
    }
  }
}
