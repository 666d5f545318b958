import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { isIP, isIPv4 } from 'node:net';
import { createInterface } from 'node:readline';
import type { FunctionName } from '../../src/backend/functions.ts';
import type { LocalServer, LocalServerOptions } from '../../src/local/server/local-server.ts';
import { waitFor } from './eventually.ts';

/** Names of the fields, in the API, in stage events and in the key pair's secret, whose values no log may contain. */
const SECRET_FIELDS = new Set(
  'name user_id id participant_id token hostKey privateKey secretAccessKey'.split(' '),
);

/** The functions that log a line in each call. */
const LOGGING: readonly FunctionName[] = ['create-room', 'join-room'];

const shapes: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a token', /eyJ[\w-]{8}/],
  ['a private key', /PRIVATE KEY/],
  ['an access key', /A[KS]IA[A-Z\d]{12}/],
  ['an ARN', /arn:aws/],
];

/**
 * Collects what a server and its functions log, and the secrets that must not be in it: tokens, keys, names, addresses
 * and ids. It learns the secrets from the functions' events and results.
 */
export class ServerLog {
  readonly lines: string[] = [];
  readonly #secrets = new Set<string>();
  #expected = 0;

  /** Options for a server in this process. */
  readonly listeners = {
    onLog: ({ line }) => void this.lines.push(line),
    onInvoke: (name, event, answer) =>
      void answer.then(({ payload }) => this.learnCall({ name, event, payload })),
  } satisfies Pick<LocalServerOptions, 'onLog' | 'onInvoke'>;

  /** Collects what another process writes. */
  follow(...streams: (Readable | null)[]): void {
    for (const input of streams) {
      if (input) createInterface({ input }).on('line', (line) => this.lines.push(line));
    }
  }

  /** Collects what this process writes. Returns a function that stops that. */
  followThisProcess(): () => void {
    const ends = [process.stdout, process.stderr].map((stream) => {
      const write = stream.write.bind(stream);
      stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
        // Node's test runner writes its report as bytes.
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

  /** Learns the secrets in a JSON text, and in JSON texts inside it. */
  learn(json: string): void {
    try {
      JSON.parse(json, (field, value: unknown) => {
        if (typeof value !== 'string') return value;
        if (SECRET_FIELDS.has(field)) this.hide(value);
        if (field === 'body') this.learn(value);
        return value;
      });
    } catch {
      // A body that is not JSON, which the server refuses.
    }
  }

  hide(...texts: string[]): void {
    for (const line of texts.flatMap((text) => text.split('\n'))) {
      if (line.length < 2) continue;
      this.#secrets.add(line).add(JSON.stringify(line).slice(1, -1));
    }
  }

  /** Waits for the lines that are still to come, stops the server, and checks the log. */
  async checkAfter(stop: () => Promise<void>): Promise<void> {
    try {
      await waitFor('a log line of each join', () => this.lines.length >= this.#expected);
    } finally {
      await stop();
    }
    this.check();
  }

  check(): void {
    assert.ok(this.lines.length > 0, 'The log is empty, so nothing was checked.');
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

/** A call of a function: its event and its result. */
export interface FunctionCall {
  readonly name: FunctionName;
  readonly event: string;
  readonly payload: string;
}

/** Returns the values of a server's secrets, as JSON. */
export const secretsOf = ({ account, credentials }: LocalServer): string[] => [
  JSON.stringify(credentials),
  ...account.secrets.values().flatMap(({ versions }) => versions.map(({ value }) => value)),
];

/** Whether a line contains a secret as a whole word: "Announced" does not contain "Ann". */
function holds(line: string, secret: string): boolean {
  for (let at = line.indexOf(secret); at !== -1; at = line.indexOf(secret, at + 1)) {
    const around = [line[at - 1], line[at + secret.length]];
    if (!around.some((character) => /\w/.test(character ?? ''))) return true;
  }
  return false;
}

/** Finds an IPv4 or IPv6 address. Times and positions in a file have colons as well, and are none. */
function addressIn(line: string): string | undefined {
  const dotted = line.match(/\d+(\.\d+){3}/g)?.find((text) => isIPv4(text));
  return dotted ?? line.match(/[\da-f]*:[\da-f:]+/gi)?.find((text) => isIP(text) !== 0);
}
