import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatMessages, type BuildFailure } from 'esbuild';
import { buildExamples } from '../build/browser/examples-bundle.ts';
import { isRunning } from '../../src/local/shared/is-running.ts';
import { messageOf } from '../operator/cli.ts';
import {
  functionNames,
  handlersPart,
  SERVER_SCRIPT,
  serverPart,
  websitePart,
  type Part,
} from './parts.ts';
import type { DevServerOptions } from './messages.ts';
import { CanNotStartError, ServerProcess } from './server-process.ts';
import { watchFolders } from './watch-folders.ts';

/** An editor may write one file several times, and a checkout writes many: built when it is quiet for so long. */
const QUIET_MS = 20;

export interface LoopOptions {
  readonly root: string;
  readonly port: number;
  readonly host: string;
  readonly addresses: Pick<DevServerOptions, 'allowedHosts' | 'publicOrigin'>;
  /** Where rooms are kept; only until this ends, if absent. */
  readonly dataDirectory?: string;
  readonly nodeArgs: readonly string[];
  /** Called once, with the address. */
  readonly onReady: (url: string) => void;
}

/** Runs the local system, and builds and reloads what has changed whenever a file is saved. */
export class LocalLoop {
  readonly #root: string;
  readonly #directory: string;
  readonly #website: Part;
  readonly #handlers: Part;
  readonly #serverCode: Part;
  readonly #parts: readonly Part[];
  readonly #server: ServerProcess;
  readonly #changed = new Set<Part>();
  readonly #problems = new Map<Part, string>();
  #examplesChanged = true;
  #buildingExamples = false;
  #running: Promise<void> | undefined;
  #savedAt = 0;
  #url: string | undefined;
  readonly #onReady: (url: string) => void;

  constructor({ root, port, host, addresses, dataDirectory, nodeArgs, onReady }: LoopOptions) {
    this.#root = root;
    this.#onReady = onReady;
    this.#directory = freshDirectory(join(root, 'dist/dev'));
    this.#website = websitePart(root, this.#directory);
    this.#handlers = handlersPart(root, this.#directory);
    this.#serverCode = serverPart(root, this.#directory);
    this.#parts = [this.#website, this.#handlers, this.#serverCode];
    this.#server = new ServerProcess({
      port,
      host,
      ...addresses,
      distDirectory: this.#directory,
      dataDirectory: dataDirectory ?? join(this.#directory, 'data'),
      runDirectory: join(root, 'dist'),
      script: join(this.#directory, SERVER_SCRIPT),
      nodeArgs,
      onCrash: () => console.error('The server has crashed. It starts again after the next save.'),
    });
  }

  /**
   * Resolves when all is built and the server runs, or a problem has been told.
   * @throws {CanNotStartError} if the server can't run with these options
   */
  async start(): Promise<void> {
    for (const part of this.#parts) this.#changed.add(part);
    const folders = this.#parts.flatMap(({ sources }) => sources);
    let timer: NodeJS.Timeout | undefined;
    watchFolders(this.#root, [...new Set(folders)], (path) => {
      this.#note(path);
      clearTimeout(timer);
      timer = setTimeout(() => void this.#update(), QUIET_MS);
    });
    await this.#update();
  }

  async close(): Promise<void> {
    await this.#server.stop();
    await Promise.all(this.#parts.map((part) => part.dispose()));
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #note(path: string): void {
    if (this.#changed.size === 0) this.#savedAt = performance.now();
    for (const part of this.#parts) {
      if (part.sources.some((source) => path.startsWith(source))) this.#changed.add(part);
    }
    if (this.#changed.has(this.#website)) this.#examplesChanged = true;
  }

  /** One after the other: what is saved during a build is built next. */
  #update(): Promise<void> {
    return (this.#running ??= this.#buildAll().finally(() => (this.#running = undefined)));
  }

  async #buildAll(): Promise<void> {
    while (this.#changed.size > 0) {
      const savedAt = this.#savedAt;
      const had = this.#problems.size > 0;
      const parts = [...this.#changed];
      this.#changed.clear();
      const results = await Promise.all(
        parts.map(async (part) => [part, await this.#build(part)] as const),
      );
      await this.#showProblems(had);
      const done = await this.#apply(new Map(results));
      if (done) {
        console.log(`${done} (${Math.round(performance.now() - savedAt)} ms after the save)`);
      }
    }
    if (!this.#buildingExamples) void this.#buildExamples();
  }

  /** Why builds failed; what several parts have in common once. */
  get #problem(): string {
    return [...new Set(this.#problems.values())].join('\n');
  }

  /** @returns what has changed; nothing if the build failed */
  async #build(part: Part): Promise<readonly string[]> {
    try {
      const changed = await part.build();
      this.#problems.delete(part);
      return changed;
    } catch (error) {
      this.#problems.set(part, await explain(error));
      return [];
    }
  }

  async #showProblems(had: boolean): Promise<void> {
    const problem = this.#problem;
    if (problem !== '') console.error(`${problem}\nThe last good version keeps running.`);
    else if (had) console.log('All is built again.');
    if (problem !== '' || had) await this.#tellProblems();
  }

  async #tellProblems(): Promise<void> {
    await this.#server.order({ type: 'show-problem', problem: this.#problem });
  }

  /** @returns what happened, for the terminal */
  async #apply(changes: ReadonlyMap<Part, readonly string[]>): Promise<string | undefined> {
    const changed = (part: Part) => (changes.get(part)?.length ?? 0) > 0;
    if (!this.#server.running || changed(this.#serverCode)) return this.#startServer();
    const names = functionNames.filter((name) => changes.get(this.#handlers)?.includes(name));
    if (names.length > 0) await this.#server.order({ type: 'reload-functions', names });
    if (changed(this.#website)) {
      await this.#server.order({ type: 'reload-pages', part: 'site' });
    }
    return [
      changed(this.#website) ? 'Pages reload.' : '',
      names.length > 0 ? `New code for ${names.join(', ')}.` : '',
    ]
      .filter(Boolean)
      .join(' ');
  }

  async #startServer(): Promise<string> {
    const first = this.#url === undefined;
    if (first && this.#problems.size > 0) return '';
    await this.#server.stop();
    try {
      this.#url = await this.#server.start();
    } catch (error) {
      if (first && error instanceof CanNotStartError) throw error;
      console.error(`${messageOf(error)} It starts again after the next save.`);
      return '';
    }
    if (first) {
      this.#onReady(this.#url);
      return '';
    }
    await this.#tellProblems();
    return 'The server has started again. Rooms are still there; people join again.';
  }

  /** In the background: few look at them, and they take as long as all the rest. */
  async #buildExamples(): Promise<void> {
    this.#buildingExamples = true;
    while (this.#examplesChanged && this.#problems.size === 0) {
      this.#examplesChanged = false;
      try {
        await buildExamples(this.#root, join(this.#directory, 'examples'));
        await this.#server.order({ type: 'reload-pages', part: 'examples' });
      } catch {
        // esbuild has said why.
      }
    }
    this.#buildingExamples = false;
  }
}

/** A directory for this process; those of processes that were killed go. */
function freshDirectory(parent: string): string {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (!isRunning(Number(name))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const directory = join(parent, String(process.pid));
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  return directory;
}

async function explain(error: unknown): Promise<string> {
  const { errors } = error as Partial<BuildFailure>;
  if (!errors) return messageOf(error);
  return (await formatMessages(errors, { kind: 'error' })).join('').trim();
}
