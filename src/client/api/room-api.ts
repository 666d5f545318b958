import { problems, type ProblemCode } from '../../api/problems.ts';
import type { CreateRoomResponse, JoinRoomResponse, Role, Room } from '../../api/schemas.ts';
import { RoomError } from '../room-error.ts';

export interface CallOptions {
  /** Gives the call up; it then rejects with the signal's own reason. */
  readonly signal?: AbortSignal;
}

export interface JoinRequest {
  readonly name: string;
  /** Default: listener. */
  readonly role?: Role;
  /** The token held now: the answer's token is for the same participant, so that it can be exchanged for it. */
  readonly token?: string;
}

const TIMEOUT_MS = 10_000;
const MAX_TRIES = 3;
// A longer pause is for the person to decide, not for a page that seems to hang.
const LONGEST_PAUSE_SECONDS = 10;

/** The rooms API, from the browser. Every method rejects with a {@link RoomError}. */
export class RoomApi {
  readonly #baseUrl: string;

  /** @param baseUrl where the API is, without `/api`; empty: this page's own origin. */
  constructor(baseUrl = '') {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
  }

  /** Creates a room and its stage; the answer holds a token for the caller and the host key. */
  create(name: string, role?: Role, options?: CallOptions): Promise<CreateRoomResponse> {
    return this.#call('/api/rooms', { name, role }, options);
  }

  /** Joins a room, or renews a token. */
  join(roomId: string, request: JoinRequest, options?: CallOptions): Promise<JoinRoomResponse> {
    const { name, role, token } = request;
    return this.#call(`${pathOf(roomId)}/participants`, { name, role, token }, options);
  }

  /** What a lobby shows. */
  get(roomId: string, options?: CallOptions): Promise<Room> {
    return this.#call(pathOf(roomId), undefined, options);
  }

  async #call<T>(path: string, body: object | undefined, { signal }: CallOptions = {}): Promise<T> {
    const url = this.#baseUrl + path;
    for (let tries = 1; ; tries++) {
      try {
        return (await fetchJson(url, body, signal)) as T;
      } catch (error) {
        if (!(error instanceof RoomError)) throw error;
        const pause =
          tries < MAX_TRIES ? pauseBeforeRetry(error, tries, body === undefined) : undefined;
        if (pause === undefined) throw error;
        await sleep(pause * 1000, signal);
      }
    }
  }
}

function pathOf(roomId: string): string {
  return `/api/rooms/${encodeURIComponent(roomId)}`;
}

/** One request, or a {@link RoomError}; the caller's abort comes through as it is. */
async function fetchJson(
  url: string,
  body: object | undefined,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, {
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    answer = isJson(response) ? JSON.parse(text) : undefined;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new RoomError(
      'API_UNREACHABLE',
      `No answer from ${url}. Check the network and api-url.`,
      {
        cause,
      },
    );
  }
  if (!response.ok) throw errorOf(response, answer);
  if (answer === undefined) {
    // A single-page host answers any path with its page: the likeliest mistake in `api-url`.
    const type = response.headers.get('content-type') ?? 'nothing';
    throw new RoomError(
      'API_UNREACHABLE',
      `${url} answered with ${type}, not JSON. Check api-url.`,
    );
  }
  return answer;
}

function isJson(response: Response): boolean {
  return /[/+]json\b/.test(response.headers.get('content-type') ?? '');
}

function errorOf(response: Response, answer: unknown): RoomError {
  const problem = (answer ?? {}) as { code?: unknown; detail?: unknown };
  const code = isProblemCode(problem.code) ? problem.code : codeOfStatus(response.status);
  const detail =
    typeof problem.detail === 'string'
      ? problem.detail
      : `${problems[code].title} (${response.status})`;
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return new RoomError(code, detail, seconds >= 0 ? { retryAfterSeconds: seconds } : {});
}

function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(problems, code);
}

/** For answers that are not ours: a gateway's, a firewall's or a proxy's. */
function codeOfStatus(status: number): ProblemCode {
  if (status === 429) return 'TOO_MANY_REQUESTS';
  if (status === 502 || status === 503 || status === 504) return 'UNAVAILABLE';
  if (status === 404) return 'NOT_FOUND';
  return status >= 500 ? 'INTERNAL_ERROR' : 'INVALID_REQUEST';
}

/** Seconds to wait before the same call again, or undefined where that is not safe or not worth it. */
function pauseBeforeRetry(error: RoomError, tries: number, isRead: boolean): number | undefined {
  const { code, retryAfterSeconds } = error;
  const refusedForNow = code === 'TOO_MANY_REQUESTS' || code === 'UNAVAILABLE';
  // Refused with a Retry-After means not begun, so that even a creation may be sent again.
  if (refusedForNow && retryAfterSeconds !== undefined) {
    // Up to half as much again: a crowd that was refused together must not come back together.
    const pause = retryAfterSeconds * (1 + Math.random() / 2);
    return retryAfterSeconds <= LONGEST_PAUSE_SECONDS ? pause : undefined;
  }
  const mayPass = refusedForNow || code === 'API_UNREACHABLE';
  return isRead && mayPass ? Math.random() * 0.5 * 2 ** tries : undefined;
}

/** Waits, unless the signal aborts: then it rejects with the signal's reason. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done);
  });
}
