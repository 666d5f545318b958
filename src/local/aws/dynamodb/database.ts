import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import dynalite from 'dynalite';
import { closeServer, listen } from '../../shared/http.ts';
import type { ReportBug } from '../../shared/report-bug.ts';
import { reasonOf, type ReportProblem } from '../../shared/storage-problems.ts';

/** How long a failed database stays closed, in milliseconds. */
const REOPEN_AFTER_MS = 1_000;

/** Longest time to close one, whose operations may never end. */
const CLOSE_LIMIT_MS = 5_000;

export interface DatabaseAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface DatabaseOptions {
  /** Where tables are kept; in memory if absent. */
  readonly directory?: string;
  readonly onProblem: ReportProblem;
  readonly onBug: ReportBug;
}

/**
 * dynalite, without its HTTP server. It throws what it does not expect, such as a failed write, outside of any promise;
 * whether the process goes on then is not decided here, but the requests that wait are failed. A database on disk is also
 * opened again: after a failed write LevelDB would append to what it wrote in part, and not find later records again.
 */
export class Database {
  readonly #options: DatabaseOptions;
  readonly #waiting = new Set<(error: unknown) => void>();
  #server: Server | undefined;
  #forward: RequestListener | undefined;
  #reopened: Promise<void> | undefined;
  #ready = false;
  #closed = false;

  private constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** @param prepare - Makes the first calls. If they fail, so does this, without a report. */
  static async open(
    options: DatabaseOptions,
    prepare: (database: Database) => Promise<void>,
  ): Promise<Database> {
    const database = new Database(options);
    await database.#open();
    watch(database);
    try {
      await prepare(database);
      database.#ready = true;
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /**
   * Passes a complete request to dynalite. It gets a copy: with the real request and response, it would throw when the
   * client disconnects early.
   * @throws {Error} If it fails, which is reported, or is closed.
   */
  ask(
    { method, url, headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
    body: Buffer,
  ): Promise<DatabaseAnswer> {
    const forward = this.#forward;
    if (!forward) return Promise.reject(new Error('The database is closed'));
    const request = Object.assign(Readable.from([body]), { method, url, headers });
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const answered: Record<string, string> = {};
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: unknown) => {
          answered[name.toLowerCase()] = String(value);
        },
        end: (text = '') => {
          this.#waiting.delete(reject);
          resolve({ status: response.statusCode, headers: answered, body: text });
        },
      };
      try {
        forward(request as unknown as IncomingMessage, response as unknown as ServerResponse);
      } catch (error) {
        this.fail(error);
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    unwatch(this);
    await this.#reopened;
    await this.#closeServer();
  }

  /** Called with each error that comes from a database, wherever it was thrown. */
  fail(error: unknown): void {
    for (const reject of this.#waiting) reject(error);
    this.#waiting.clear();
    const { directory, onProblem, onBug } = this.#options;
    if (!this.#ready || this.#closed) return;
    if (directory === undefined) {
      onBug(error); // in memory, nothing is expected to fail
      return;
    }
    const outcome = 'Requests for rooms fail until that is over. Rooms that are open go on.';
    onProblem(`Can't use ${directory}: ${reasonOf(error)}. ${outcome}`);
    this.#reopened ??= this.#reopen().finally(() => (this.#reopened = undefined));
  }

  async #reopen(): Promise<void> {
    await this.#closeServer();
    await sleep(REOPEN_AFTER_MS);
    if (!this.#closed) await this.#open();
  }

  async #open(): Promise<void> {
    const { directory } = this.#options;
    const server = dynalite({
      createTableMs: 0,
      ...(directory !== undefined && { path: directory }),
    });
    const [forward] = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('connection', (socket) => socket.destroy());
    // Only a server that listens can be closed, and its database with it.
    await listen(server, 0, '127.0.0.1');
    this.#server = server;
    this.#forward = forward;
  }

  async #closeServer(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#forward = undefined;
    if (server)
      await Promise.race([closeServer(server), sleep(CLOSE_LIMIT_MS, undefined, { ref: false })]);
  }
}

const watched = new Set<Database>();

function watch(database: Database): void {
  if (watched.size === 0) process.on('uncaughtExceptionMonitor', tellDatabases);
  watched.add(database);
}

function unwatch(database: Database): void {
  watched.delete(database);
  if (watched.size === 0) process.off('uncaughtExceptionMonitor', tellDatabases);
}

function tellDatabases(error: Error): void {
  if (!isDatabaseError(error)) return;
  for (const database of watched) database.fail(error);
}

/** Whether dynalite or LevelDB has thrown an error. */
export function isDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return code.startsWith('LEVEL_') || /[\\/]dynalite[\\/]/.test(error.stack ?? '');
}
