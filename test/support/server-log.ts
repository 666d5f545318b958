import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { isIP, isIPv4 } from 'node:net';
import { createInterface } from 'node:readline';
import type { FunctionName } from '../../src/backend/functions.ts';
import type { LocalServer, LocalServerOptions } from '../../src/local/server/local-server.ts';
import { waitFor } from './eventually.ts';

/** What the API, stage events and the key pair's secret call that which no log may tell. */
const SECRET_FIELDS = new Set(
  'name user_id id participant_id token hostKey privateKey secretAccessKey'.split(' '),
);

/** Each of their calls is worth a line. */
const LOGGING: readonly FunctionName[] = ['create-room', 'join-room'];

const shapes: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a token', /eyJ[\w-]{8}/],
  ['a private key', /PRIVATE KEY/],
  ['an access key', /A[KS]IA[A-Z\d]{12}/],
  ['an ARN', /arn:aws/],
];

/**
 * Everything that a server and its functions wrote, and what a stranger must not find in it: tokens, keys, names,
 * addresses, ids. The real ones are learned from what the functions were asked and answered.
 */
export class ServerLog {
  readonly lines: string[] = [];
  readonly #secrets = new Set<string>();
  #expected = 0;

  /** To be given to a server of this process. */
  readonly listeners = {
    onLog: ({ line }) => void this.lines.push(line),
    onInvoke: (name, event, answer) =>
      void answer.then(({ payload }) => this.learnCall({ name, event, payload })),
  } satisfies Pick<LocalServerOptions, 'onLog' | 'onInvoke'>;

  /** Reads what another process writes. */
  follow(...streams: (Readable | null)[]): void {
    for (const input of streams) {
      if (input) createInterface({ input }).on('line', (line) => this.lines.push(line));
    }
  }

  /** Reads along what this process writes. @returns what ends it. */
  followThisProcess(): () => void {
    const ends = [process.stdout, process.stderr].map((stream) => {
      const write = stream.write.bind(stream);
      stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
        // Bytes are the test runner's report.
        if (typeof chunk === 'string') this.lines.push(...chunk.split('\n'));
        return write(chunk, ...(rest as []));
      };
      return () => void (stream.write = write);
    });
    return () => ends.forEach((end) => end());
  }

  learnCall({ name, event, payload }: FunctionCall): void {
    if (LOGGING.includes(name)) this.#expected++;
    this.learn(event);
    this.learn(payload);
  }

  /** Takes the secrets out of a JSON text, and out of those in it. */
  learn(json: string): void {
    try {
      JSON.parse(json, (field, value: unknown) => {
        if (typeof value !== 'string') return value;
        if (SECRET_FIELDS.has(field)) this.hide(value);
        if (field === 'body') this.learn(value);
        return value;
      });
    } catch {
      // A body that is no JSON: the server refuses it.
    }
  }

  hide(...texts: string[]): void {
    for (const line of texts.flatMap((text) => text.split('\n'))) {
      if (line.length < 2) continue;
      this.#secrets.add(line).add(JSON.stringify(line).slice(1, -1));
    }
  }

  /** Waits for what is still to be written, stops the server, and looks. */
  async checkAfter(stop: () => Promise<void>): Promise<void> {
    try {
      await waitFor('a log line of each join', () => this.lines.length >= this.#expected);
    } finally {
      await stop();
    }
    this.check();
  }

  check(): void {
    assert.ok(this.lines.length > 0, 'Nothing was logged, so nothing was checked.');
    const leaks = this.lines.flatMap((line) => {
      const what = this.#findLeak(line);
      return what === undefined ? [] : [`${what} is in the log: ${line}`];
    });
    assert.deepEqual(leaks, []);
  }

  #findLeak(line: string): string | undefined {
    const known = [...this.#secrets].find((secret) => holds(line, secret));
    if (known !== undefined) return `"${known}"`;
    if (addressIn(line) !== undefined) return 'an address';
    return shapes.find(([, shape]) => shape.test(line))?.[0];
  }
}

/** What a function was asked, and what it answered. */
export interface FunctionCall {
  readonly name: FunctionName;
  readonly event: string;
  readonly payload: string;
}

/** The values of a server's secrets, as JSON. */
export const secretsOf = ({ account, credentials }: LocalServer): string[] => [
  JSON.stringify(credentials),
  ...account.secrets.values().flatMap(({ versions }) => versions.map(({ value }) => value)),
];

/** Whether it is there as a word of its own: "Ann" is not in "Announced". */
function holds(line: string, secret: string): boolean {
  for (let at = line.indexOf(secret); at !== -1; at = line.indexOf(secret, at + 1)) {
    const around = [line[at - 1], line[at + secret.length]];
    if (!around.some((character) => /\w/.test(character ?? ''))) return true;
  }
  return false;
}

/** An IPv4 or IPv6 address; times and places in a file have colons, too. */
function addressIn(line: string): string | undefined {
  const dotted = line.match(/\d+(\.\d+){3}/g)?.find((text) => isIPv4(text));
  return dotted ?? line.match(/[\da-f]*:[\da-f:]+/gi)?.find((text) => isIP(text) !== 0);
}
