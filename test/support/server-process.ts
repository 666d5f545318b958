import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FunctionName } from '../../src/backend/functions.ts';
import type { Invocation } from '../../src/local/aws/lambda/local-functions.ts';
import type { LocalServer, LocalServerOptions } from '../../src/local/server/local-server.ts';
import type { FunctionCall, ServerLog } from './server-log.ts';

const CHILD = fileURLToPath(new URL('./server-process-child.ts', import.meta.url));

/** A server that does not answer its parent within this time hangs. */
const ANSWER_LIMIT_MS = 10_000;

/** No function may run longer. */
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

/** Options that survive the way to another process. */
export type ServerProcessOptions = Omit<LocalServerOptions, 'clock' | `on${string}`>;

/** What `npm start` runs, as a process that a test may question, stop and kill. */
export class ServerProcess {
  readonly facts: ServerFacts;
  /** What the process wrote to stderr. */
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

  /** @param log - Gets all that the process and its functions write. */
  static async start(options: ServerProcessOptions, log?: ServerLog): Promise<ServerProcess> {
    const child = spawnServer(options, log);
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

  /** Starts a server and kills it at some point of its way to being ready, or soon after. */
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

  /** ARNs of the stages that the control plane knows. */
  stages(): Promise<string[]> {
    return this.#ask({ ask: 'stages' }) as Promise<string[]>;
  }

  /** After a garbage collection. */
  usage(): Promise<Usage> {
    return this.#ask({ ask: 'usage' }) as Promise<Usage>;
  }

  invoke(name: FunctionName, event: unknown = {}): Promise<Invocation> {
    return this.#ask({ ask: 'invoke', name, event }, INVOCATION_LIMIT_MS) as Promise<Invocation>;
  }

  /** Resets every connection to it; who wants may come back at once. */
  async cut(): Promise<void> {
    await this.#ask({ ask: 'cut' });
  }

  /** From here on it is as if the network were gone: nothing is refused, nothing is answered, no packet comes. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** As Ctrl-C does. */
  async stop(): Promise<void> {
    if (!this.running) return;
    const exited = once(this.#child, 'close'); // all that it wrote is read by then
    await this.#ask({ ask: 'close' }).catch(() => this.#child.kill('SIGKILL'));
    await exited;
  }

  /** As a power cut does, but for what the operating system has in hand. */
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
        limit = setTimeout(() => reject(new Error('The server hangs')), limitMs);
        this.#child.send({ ...request, id } satisfies Question);
      });
    } finally {
      clearTimeout(limit);
      this.#waiting.delete(id);
    }
  }
}

function spawnServer(options: ServerProcessOptions, log?: ServerLog): ChildProcess {
  return fork(CHILD, [JSON.stringify(options), log ? 'logged' : ''], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', log ? 'pipe' : 'ignore', 'pipe', 'ipc'],
    // Inside a test run, Node's own runner answers in a format for its parent.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
}
