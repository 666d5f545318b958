import { randomUUID } from 'node:crypto';
import { url as debuggerUrl } from 'node:inspector';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

/** The result of an invocation: JSON, and a mark if it describes a failure. */
export interface Invocation {
  readonly payload: string;
  readonly functionError?: 'Unhandled';
}

interface FailureDescription {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

type Message =
  | { readonly type: 'ready' }
  | { readonly type: 'initError'; readonly error: FailureDescription }
  | { readonly type: 'result'; readonly id: string; readonly payload: string }
  | { readonly type: 'error'; readonly id: string; readonly error: FailureDescription };

export interface EnvironmentOptions {
  /** The function's CommonJS bundle. */
  readonly bundle: string;
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** Members of the context object of every invocation. */
  readonly context: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly onLog: (line: string, stream: 'stdout' | 'stderr') => void;
  /** The time at the start of an invocation, if it is not this machine's. Milliseconds since the epoch. */
  readonly now?: () => number;
}

const RUNTIME = new URL('./runtime.mjs', import.meta.url);

/** An execution environment: a worker thread that sees only its own environment variables. */
export class Environment {
  readonly #options: EnvironmentOptions;
  readonly #worker: Worker;
  readonly #calls = new Map<string, (invocation: Invocation) => void>();
  #callsInProgress = 0;
  readonly #ready: Promise<FailureDescription | undefined>;
  /** Resolves when its thread has ended. */
  readonly ended: Promise<unknown>;
  #usable = true;
  #retired = false;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#worker = new Worker(RUNTIME, {
      workerData: { bundle: options.bundle, timeoutMs: options.timeoutMs },
      env: options.environmentVariables,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
      stdout: true,
      stderr: true,
    });
    for (const stream of ['stdout', 'stderr'] as const) {
      const lines = createInterface({ input: this.#worker[stream] });
      lines.on('line', (line) => options.onLog(line, stream));
    }
    this.ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#ready = this.#start();
  }

  /** False once it has crashed, failed to start, timed out, or been retired. The next invocation then needs a new one. */
  get usable(): boolean {
    return this.#usable && !this.#retired;
  }

  /** Resolves when the bundle is loaded or has failed to load. */
  async warm(): Promise<void> {
    await this.#ready;
  }

  async invoke(event: string, requestId: string = randomUUID()): Promise<Invocation> {
    this.#callsInProgress++;
    try {
      const failure = await this.#ready;
      if (failure) return failed(failure);
      if (!this.#usable) return failed(exited(requestId, 'before the call'));
      return await this.#call(event, requestId);
    } finally {
      this.#callsInProgress--;
      this.#terminateWhenIdle();
    }
  }

  /** Ends the environment as soon as its calls have ended. */
  retire(): void {
    this.#retired = true;
    this.#terminateWhenIdle();
  }

  async close(): Promise<void> {
    this.#usable = false;
    await this.#worker.terminate();
  }

  #call(event: string, requestId: string): Promise<Invocation> {
    return new Promise((resolve) => {
      // A developer at a breakpoint needs more time.
      const timer =
        debuggerUrl() === undefined
          ? setTimeout(() => this.#timeOut(requestId), this.#options.timeoutMs)
          : undefined;
      this.#calls.set(requestId, (invocation) => {
        clearTimeout(timer);
        this.#calls.delete(requestId);
        resolve(invocation);
      });
      const context = {
        ...this.#options.context,
        awsRequestId: requestId,
        callbackWaitsForEmptyEventLoop: true,
      };
      this.#worker.postMessage({ id: requestId, event, context, now: this.#options.now?.() });
    });
  }

  #terminateWhenIdle(): void {
    if (!this.usable && this.#callsInProgress === 0) void this.#worker.terminate();
  }

  #start(): Promise<FailureDescription | undefined> {
    return new Promise((resolve) => {
      this.#worker.on('message', (message: Message) => {
        if (message.type === 'ready') resolve(undefined);
        else if (message.type === 'initError') {
          this.#usable = false;
          this.#log(message.error);
          resolve(message.error);
          void this.#worker.terminate();
        } else if (message.type === 'result') {
          this.#calls.get(message.id)?.({ payload: message.payload });
        } else {
          this.#log(message.error);
          this.#calls.get(message.id)?.(failed(message.error));
        }
      });
      this.#worker.on('error', (error) =>
        this.#options.onLog(error.stack ?? String(error), 'stderr'),
      );
      this.#worker.on('exit', (code) => {
        this.#usable = false;
        for (const [requestId, settle] of this.#calls) {
          settle(failed(exited(requestId, `with exit status ${code}`)));
        }
        resolve(exited('init', `with exit status ${code}`));
      });
    });
  }

  /** Fails one invocation. The environment's other invocations may still succeed, so it runs until the last one ends. */
  #timeOut(requestId: string): void {
    this.#usable = false;
    const seconds = (this.#options.timeoutMs / 1000).toFixed(2);
    const error = {
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
    };
    this.#log(error);
    this.#calls.get(requestId)?.(failed(error));
  }

  #log({ errorType, errorMessage, trace = [] }: FailureDescription): void {
    this.#options.onLog(`${errorType}: ${errorMessage}`, 'stderr');
    for (const line of trace) {
      if (/^\s+at /.test(line)) this.#options.onLog(line, 'stderr');
    }
  }
}

const failed = (error: FailureDescription): Invocation => ({
  payload: JSON.stringify(error),
  functionError: 'Unhandled',
});

const exited = (requestId: string, how: string): FailureDescription => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited ${how}`,
});
