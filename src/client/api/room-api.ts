import type { ChatSetting } from '../../api/channel.ts';
import { problemCodes, type ProblemCode } from '../../api/problem-codes.ts';
import type { CreateRoomResponse, JoinRoomResponse, Role, RoomDetails } from '../../api/schemas.ts';
import { jointSignal } from '../joint-signal.ts';
import { RoomError } from '../room-error.ts';
import { sleep } from '../sleep.ts';

/** How to make one call. */
export interface CallOptions {
  /** Cancels the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Who joins, and with which rights. */
export interface JoinRequest {
  /** The name that the others see: 1 to 40 characters. */
  readonly name: string;
  /** Whether the token may publish. Default: `listener`. */
  readonly role?: Role;
  /** The token to renew: the new one is for the same participant. Default: a new participant joins. */
  readonly token?: string;
  /** A random key that the browser keeps for this room, so that whoever was removed is recognized. */
  readonly visitor?: string;
  /** The host key, to join as a host. */
  readonly hostKey?: string;
}

/** What a host can change of a room. What is left out stays. */
export interface RoomSettings {
  /** At most 80 characters. Empty: no title. */
  readonly title?: string;
  /** Who may go on stage: everybody, or hosts and whom they invite. */
  readonly stage?: 'open' | 'invited';
  /** Whether only hosts and those who are in the room already get in. */
  readonly locked?: boolean;
}

/** What a host can change of a room. What is left out stays. */
export interface RoomChanges extends RoomSettings {
  /** Who may write and react: everybody, those on stage and hosts, or hosts only. Only in a room with a channel. */
  readonly chat?: ChatSetting;
}

/** Who creates a room, and what it is like. What is left out is as in every room. */
export interface CreateRequest extends RoomSettings {
  /** The name that the others see: 1 to 40 characters. */
  readonly name: string;
  /** Whether the token may publish. Default: `listener`. */
  readonly role?: Role;
  /** A random key that the browser keeps for the room, so that its creator is recognized if a host removes them. */
  readonly visitor?: string;
}

/** One call of the API. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/rooms`. */
  readonly path: string;
  readonly body?: object;
  /** What proves who calls: a host key, or a participant's token. */
  readonly bearer?: string | undefined;
}

const TIMEOUT_MS = 10_000;
const MAX_TRIES = 3;
// Beyond this the person should decide whether to wait; until then the page only seems a little slow.
const LONGEST_PAUSE_SECONDS = 10;

/**
 * The rooms API over HTTP. Each method rejects with a {@link RoomError}, or with the signal's reason if the caller
 * cancels it. Calls that are safe to repeat are repeated, up to three times in all.
 */
export class RoomApi {
  readonly #baseUrl: string;

  /** @param baseUrl - Address of the API without `/api`. Default: the page's own origin. */
  constructor(baseUrl = '') {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
  }

  /**
   * Creates a room and its stage.
   * @returns the room, a token for the caller, and the host key, which is sent only here
   */
  create(request: CreateRequest, options?: CallOptions): Promise<CreateRoomResponse> {
    return this.call({ method: 'POST', path: '', body: clocked(request) }, options);
  }

  /** Joins a room, or renews a token of it. */
  join(roomId: string, request: JoinRequest, options?: CallOptions): Promise<JoinRoomResponse> {
    const { hostKey, ...body } = request;
    const path = `${pathOf(roomId)}/participants`;
    return this.call({ method: 'POST', path, body: clocked(body), bearer: hostKey }, options);
  }

  /** Reads a room: who is on stage, how many listen, and when it closes. */
  get(roomId: string, options?: CallOptions): Promise<RoomDetails> {
    return this.call({ method: 'GET', path: pathOf(roomId) }, options);
  }

  /** Makes any call, for what is loaded later than this. */
  async call<T>(call: ApiCall, { signal }: CallOptions = {}): Promise<T> {
    const url = `${this.#baseUrl}/api/rooms${call.path}`;
    for (let tries = 1; ; tries++) {
      try {
        return (await send(url, call, signal)) as T;
      } catch (error) {
        if (!(error instanceof RoomError)) throw error;
        const pause =
          tries < MAX_TRIES ? pauseBeforeRetry(error, tries, call.method !== 'POST') : undefined;
        if (pause === undefined) throw error;
        await sleep(pause * 1000, signal);
      }
    }
  }
}

function pathOf(roomId: string): string {
  return `/${encodeURIComponent(roomId)}`;
}

/** A body that can tell the time: that of each try, since the token must be valid by the clock that the SDK has then. */
const clocked = (body: object): object => ({
  ...body,
  get clock() {
    return Date.now();
  },
});

/** Sends one request. Rejects with a {@link RoomError}, or with the signal's reason. */
async function send(
  url: string,
  { method, body, bearer }: ApiCall,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const joint = jointSignal(timeout.signal, ...(signal ? [signal] : []));
  const request: RequestInit = {
    method,
    signal: joint.signal,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  };
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, request);
    const text = await response.text();
    answer = isJson(response) ? JSON.parse(text) : undefined;
  } catch (cause) {
    // No connection, a timeout, an answer that was cut off, or an address that is none.
    signal?.throwIfAborted();
    throw unreachable(`No answer from ${url}. Check the network and api-url.`, cause);
  } finally {
    clearTimeout(timer);
    joint.release();
  }
  if (!response.ok) throw errorOf(response, answer);
  if (answer === undefined && response.status !== 204) {
    // The usual mistake in `api-url`: the host of a single-page app answers every path with its page.
    const type = response.headers.get('content-type') ?? 'no content type';
    throw unreachable(`${url} answered with ${type} instead of JSON. Check api-url.`);
  }
  return answer;
}

function unreachable(message: string, cause?: unknown): RoomError {
  return new RoomError('API_UNREACHABLE', message, { cause });
}

function isJson(response: Response): boolean {
  return /[/+]json\b/.test(response.headers.get('content-type') ?? '');
}

function errorOf(response: Response, answer: unknown): RoomError {
  const problem = (answer ?? {}) as { code?: unknown; detail?: unknown; by?: unknown };
  const code = isProblemCode(problem.code) ? problem.code : codeOfStatus(response.status);
  const detail =
    typeof problem.detail === 'string'
      ? problem.detail
      : `The API answered ${response.status} without saying why.`;
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return new RoomError(code, detail, {
    ...(seconds >= 0 && { retryAfterSeconds: seconds }),
    ...(typeof problem.by === 'string' && { by: problem.by }),
  });
}

function isProblemCode(code: unknown): code is ProblemCode {
  return problemCodes.some((known) => known === code);
}

/** The code for an answer that this API did not send: a gateway, a firewall or a proxy did. */
function codeOfStatus(status: number): ProblemCode {
  if (status === 429) return 'TOO_MANY_REQUESTS';
  if (status === 502 || status === 503 || status === 504) return 'UNAVAILABLE';
  if (status === 404) return 'NOT_FOUND';
  return status >= 500 ? 'INTERNAL_ERROR' : 'INVALID_REQUEST';
}

/** Seconds to wait before the same call, or undefined if it must not be repeated. */
function pauseBeforeRetry(
  error: RoomError,
  tries: number,
  repeatable: boolean,
): number | undefined {
  const { code } = error;
  if (code === 'TOO_MANY_REQUESTS' || code === 'UNAVAILABLE') {
    const { retryAfterSeconds } = error;
    if (retryAfterSeconds !== undefined) {
      // With Retry-After, nothing was begun: even a creation may be sent again. The random part, up to half as much
      // again, spreads out clients that were refused together.
      const pause = retryAfterSeconds * (1 + Math.random() / 2);
      return retryAfterSeconds <= LONGEST_PAUSE_SECONDS ? pause : undefined;
    }
  } else if (code !== 'API_UNREACHABLE') return undefined;
  return repeatable ? Math.random() * 0.5 * 2 ** tries : undefined;
}
