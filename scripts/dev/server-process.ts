import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { CAN_NOT_START, type Answer, type DevServerOptions, type Order } from './messages.ts';

/** Longest time that a server may take to say goodbye, in milliseconds. */
const CLOSE_LIMIT_MS = 1_000;

/** The options can't work; the server has said why. */
export class CanNotStartError extends Error {
  override name = 'CanNotStartError';
}

export interface ServerProcessOptions extends DevServerOptions {
  /** The server's bundle. */
  readonly script: string;
  /** For Node, such as `--inspect`. */
  readonly nodeArgs: readonly string[];
  /** Called when the server ends by itself. */
  readonly onCrash: () => void;
}

/** The development server as a process that can be started again; it keeps its address. */
export class ServerProcess {
  readonly #options: ServerProcessOptions;
  #child: ChildProcess | undefined;
  #port: number;
  #orders: Promise<void> = Promise.resolve();

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  /**
   * @returns the address of the server
   * @throws {CanNotStartError} if another attempt would fail as well
   */
  async start(): Promise<string> {
    const { script, nodeArgs, onCrash, ...options } = this.#options;
    const serverOptions: DevServerOptions = { ...options, port: this.#port };
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', ...nodeArgs, script, JSON.stringify(serverOptions)],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    const answer = await Promise.race([nextAnswer(child), once(child, 'exit')]);
    if (!('type' in answer) || answer.type !== 'ready') {
      if (child.exitCode === CAN_NOT_START) throw new CanNotStartError();
      throw new Error('The server ended before it was ready.');
    }
    this.#child = child;
    this.#port = answer.port;
    child.once('exit', () => {
      if (this.#child !== child) return;
      this.#child = undefined;
      onCrash();
    });
    return answer.url;
  }

  /** Resolves when the order is carried out, or the server has ended. Orders are carried out one after the other. */
  order(order: Order): Promise<void> {
    return (this.#orders = this.#orders.then(async () => {
      const child = this.#child;
      if (!child) return;
      const done = Promise.race([nextAnswer(child), once(child, 'exit')]);
      child.send(order, () => {}); // one that has just ended gets it no more
      await done;
    }));
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return;
    const ended = once(child, 'exit');
    child.send({ type: 'close' } satisfies Order, () => {});
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }
}

async function nextAnswer(child: ChildProcess): Promise<Answer> {
  const [answer] = (await once(child, 'message')) as [Answer];
  return answer;
}
