import type { IncomingMessage, ServerResponse } from 'node:http';
import { crossOriginHeaders, preflightHeaders } from '../../api/cross-origin.ts';
import { MAX_BODY_BYTES } from '../../api/limits.ts';
import type { ProblemCode } from '../../api/problem-codes.ts';
import {
  API_KEY_DETAIL,
  NO_ANSWER_DETAIL,
  PROBLEM_CONTENT_TYPE,
  problems,
  QUOTA_RETRY_SECONDS,
} from '../../api/problems.ts';
import { API_KEY_HEADER, keyedRoute } from '../../api/routes.ts';
import { AddressQuota } from './address-quota.ts';
import { ApiKey, type ApiKeyOptions } from './api-key.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import { matchRoute } from './api-gateway-routes.ts';
import { toProxyEvent } from './api-gateway-event.ts';
import type { Clock } from '../shared/clock.ts';
import { BodyTooLargeError, readBody, respond } from '../shared/http.ts';
import type { Functions } from '../aws/lambda/local-functions.ts';

const API_PREFIX = '/api/';

// Limits for the whole API, which is simpler than for each function. All calls of a function run in one environment, whose
// AWS SDK has 50 sockets: more calls at once would wait for a socket until the SDK gives up. The calls that may wait are
// the burst limit of the deployed API, which refuses those beyond it at once, too.
const CALLS_AT_ONCE = 50;
const WAITING_CALLS = 200;

export const isApiPath = (pathname: string): boolean => pathname.startsWith(API_PREFIX);

export interface ApiGatewayOptions {
  readonly functions: Functions;
  readonly clock: Clock;
  /** The key that creating a room requires; none if absent. */
  readonly apiKey?: ApiKeyOptions;
  /** How many rooms each address may create in a minute; any number if absent. */
  readonly roomsPerMinute?: number;
}

/** The REST API: finds the route of a request, invokes its function with a proxy event, and sends the function's answer. */
export function createApiGateway({ functions, clock, ...options }: ApiGatewayOptions) {
  const apiKey = options.apiKey && new ApiKey(options.apiKey);
  const quota = new AddressQuota(options.roomsPerMinute ?? Infinity);
  const limit = new ConcurrencyLimit(CALLS_AT_ONCE, WAITING_CALLS);
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const method = request.method ?? 'GET';
    const match = matchRoute(method === 'HEAD' ? 'GET' : method, url.pathname);
    if (!('route' in match) || !functions.has(match.function)) {
      refuseRoute(request, response, 'route' in match ? [] : match);
      return;
    }
    if (match.route === keyedRoute) {
      if (apiKey && !admit(apiKey, request, response, clock)) return;
      if (!quota.admits(request.socket.remoteAddress ?? '', performance.now())) {
        const headers = { 'retry-after': '60' };
        problem(response, 'TOO_MANY_REQUESTS', 'Create rooms at a slower pace.', { headers });
        return;
      }
    }
    try {
      const body = await readBody(request, MAX_BODY_BYTES);
      const event = toProxyEvent(request, url, match, body, clock.now());
      const call = limit.run(() => functions.invoke(match.function, JSON.stringify(event)));
      if (!call) {
        problem(response, 'TOO_MANY_REQUESTS', 'Wait as many seconds as Retry-After says.');
        return;
      }
      const { payload, functionError } = await call;
      const answer = functionError ? undefined : parseAnswer(payload);
      if (answer) respond(response, answer.status, answer.headers, answer.body);
      else problem(response, 'UNAVAILABLE', NO_ANSWER_DETAIL);
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error;
      problem(response, 'PAYLOAD_TOO_LARGE', `Send at most ${MAX_BODY_BYTES} bytes.`, {
        // The rest of the body is not read, so the connection can't be reused.
        headers: { connection: 'close' },
      });
    }
  };
}

/** Asks for the API key, as API Gateway does before it validates or invokes anything. */
function admit(
  apiKey: ApiKey,
  { headersDistinct: { [API_KEY_HEADER]: keys = [] } }: IncomingMessage,
  response: ServerResponse,
  clock: Clock,
): boolean {
  const refusal = apiKey.refuses(keys, clock.now());
  if (refusal === 'key') problem(response, 'API_KEY_REQUIRED', API_KEY_DETAIL);
  if (refusal === 'quota') {
    problem(response, 'TOO_MANY_REQUESTS', 'The rooms of this API key are used up for today.', {
      headers: { 'retry-after': String(QUOTA_RETRY_SECONDS) },
    });
  }
  return refusal === undefined;
}

function refuseRoute(
  request: IncomingMessage,
  response: ServerResponse,
  methods: readonly string[],
): void {
  if (methods.length === 0) {
    problem(response, 'NOT_FOUND', `The API has no route at ${request.url ?? ''}.`);
    return;
  }
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  const allow = [...allowed, 'OPTIONS'].join(', ');
  if (request.method === 'OPTIONS') {
    respond(response, 204, { allow, ...preflightHeaders([...allowed, 'OPTIONS']) }, '');
  } else {
    problem(response, 'METHOD_NOT_ALLOWED', `Use ${allow}.`, { headers: { allow } });
  }
}

/** Sends a problem in place of a function's answer, in the same format as the functions' own. */
export function problem(
  response: ServerResponse,
  code: ProblemCode,
  detail: string,
  options: { status?: number; headers?: Record<string, string> } = {},
): void {
  const known: { status: number; title: string; retryAfterSeconds?: number } = problems[code];
  const { title, status: usual, retryAfterSeconds } = known;
  const status = options.status ?? usual;
  const headers = {
    'content-type': PROBLEM_CONTENT_TYPE,
    'cache-control': 'no-store',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...crossOriginHeaders,
    ...options.headers,
  };
  respond(
    response,
    status,
    headers,
    JSON.stringify({ type: 'about:blank', title, status, code, detail }),
  );
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | readonly string[]>;
  readonly body: string | Buffer;
}

/** Returns undefined if API Gateway would not accept the function's answer, which to it is none. */
function parseAnswer(payload: string): Answer | undefined {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = result as Record<
    string,
    unknown
  >;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
  const text = body ?? '';
  return {
    status,
    headers: { ...toHeaders(headers), ...toHeaders(multiValueHeaders) },
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}

function toHeaders(value: unknown): Record<string, string | string[]> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, content]) => [
      name.toLowerCase(),
      Array.isArray(content) ? content.map(String) : String(content),
    ]),
  );
}
