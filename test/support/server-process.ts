import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FunctionName } from '../../src/backend/functions.ts';
import type { Invocation } from '../../src/local/aws/lambda/local-functions.ts';
import type { LocalServer, LocalServerOptions } from '../../src/local/server/local-server.ts';
import type { FunctionCall, ServerLog } from './server-log.ts';

const CHILD = fileURLToPath(new URL('./server-process-child.ts', import.meta.url));

/** A server that takes longer to answer its parent has hung. */
const ANSWER_LIMIT_MS = 60_000;

/** Longest time that a function may run. */
const INVOCATION_LIMIT_MS = 120_000;

type Request =
  | { readonly ask: 'counts' | 'stages' | 'usage' | 'cut' | 'close' }
  | { readonly ask: 'invoke'; readonly name: FunctionName; readonly event: unknown };

export type Question = Request & { readonly id: number };

export interface Answer {
  readonly id: number;
  readonly value: unknown;
}

export interface ServerFacts {
  readonly url: string;
  readonly endpoint: string;
  readonly dynamodbEndpoint: string;
  readonly credentials: LocalServer['credentials'];
  readonly mediaPort: number;
  /** JSON texts. */
  readonly secrets: readonly string[];
}

export type Counts = ReturnType<LocalServer['counts']>;

export interface Usage extends NodeJS.MemoryUsage {
  readonly cpu: NodeJS.CpuUsage;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The options that can be sent to another process as JSON. */
export type ServerProcessOptions = Omit<LocalServerOptions, 'clock' | `on${string}`>;

/** A server in its own process, as `npm start` runs it, that a test can inspect, stop and kill. */
export class ServerProcess {
  readonly facts: ServerFacts;
  /** The last 10,000 characters that the process wrote to stderr. */
  stderr = '';
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #questions = 0;

  private constructor(child: ChildProcess, facts: ServerFacts, log?: ServerLog) {
    this.#child = child;
    this.facts = facts;
    for (const secret of facts.secrets) log?.learn(secret);
    child.on('message', (message: Answer | { call: FunctionCall }) => {
      if ('call' in message) log?.learnCall(message.call);
      else this.#waiting.get(message.id)?.resolve(message.value);
    });
    child.on('exit', () => {
      for (const { reject } of this.#waiting.values()) {
        reject(new Error(`The server ended: ${this.stderr}`));
      }
    });
  }

  /**
   * @param log - Collects what the process and its functions write.
   * @param node - What to run in the place of Node.
   */
  static async start(
    options: ServerProcessOptions,
    log?: ServerLog,
    node?: string,
  ): Promise<ServerProcess> {
    const child = spawnServer(options, log, node);
    log?.follow(child.stdout, child.stderr);
    let stderr = '';
    const keep = (text: Buffer): void => void (stderr = (stderr + text.toString()).slice(-10_000));
    child.stderr?.on('data', keep);
    const facts = await Promise.race([
      new Promise<ServerFacts>((resolve) => {
        child.on('message', (message: object) => {
          if ('ready' in message) resolve(message.ready as ServerFacts);
        });
      }),
      once(child, 'exit').then(() => {
        throw new Error(`The server did not start: ${stderr}`);
      }),
    ]);
    const server = new ServerProcess(child, facts, log);
    child.stderr?.off('data', keep);
    child.stderr?.on('data', (text: Buffer) => {
      server.stderr = (server.stderr + text.toString()).slice(-10_000);
    });
    return server;
  }

  /** Starts a server and kills it after some time, while it starts or soon after. */
  static async killWhileStarting(options: ServerProcessOptions, afterMs: number): Promise<void> {
    const child = spawnServer(options);
    const kill = setTimeout(() => child.kill('SIGKILL'), afterMs);
    await once(child, 'exit');
    clearTimeout(kill);
  }

  get url(): string {
    return this.facts.url;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  counts(): Promise<Counts> {
    return this.#ask({ ask: 'counts' }) as Promise<Counts>;
  }

  /** Returns the ARNs of the stages that the control plane knows. */
  stages(): Promise<string[]> {
    return this.#ask({ ask: 'stages' }) as Promise<string[]>;
  }

  /** Returns the memory and processor time in use, after a garbage collection. */
  usage(): Promise<Usage> {
    return this.#ask({ ask: 'usage' }) as Promise<Usage>;
  }

  invoke(name: FunctionName, event: unknown = {}): Promise<Invocation> {
    return this.#ask({ ask: 'invoke', name, event }, INVOCATION_LIMIT_MS) as Promise<Invocation>;
  }

  /** Resets every connection to the server, which accepts new ones at once. */
  async cut(): Promise<void> {
    await this.#ask({ ask: 'cut' });
  }

  /** Stops the process until {@link thaw}. As without a network, connections stay open and nothing is answered. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Closes the server, as Ctrl-C does. */
  async stop(): Promise<void> {
    if (!this.running) return;
    const exited = once(this.#child, 'close'); // emitted when its output has been read
    await this.#ask({ ask: 'close' }).catch(() => this.#child.kill('SIGKILL'));
    await exited;
  }

  /** Kills the process. Unlike in a power cut, the operating system still writes its buffers to disk. */
  async kill(): Promise<void> {
    if (!this.running) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  async #ask(request: Request, limitMs = ANSWER_LIMIT_MS): Promise<unknown> {
    if (!this.running) throw new Error(`The server has ended: ${this.stderr}`);
    const id = ++this.#questions;
    let limit: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        limit = setTimeout(() => reject(new Error('The server did not answer in time.')), limitMs);
        this.#child.send({ ...request, id } satisfies Question);
      });
    } finally {
      clearTimeout(limit);
      this.#waiting.delete(id);
    }
  }
}

function spawnServer(
  options: ServerProcessOptions,
  log?: ServerLog,
  node = process.execPath,
): ChildProcess {
  return fork(CHILD, [JSON.stringify(options), log ? 'logged' : ''], {
    execPath: node,
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', log ? 'pipe' : 'ignore', 'pipe', 'ipc'],
    // In a test, this variable makes Node's runner report in a binary format.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
}
