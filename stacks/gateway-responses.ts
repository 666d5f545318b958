import { crossOriginHeaders } from '../src/api/cross-origin.ts';
import { MAX_BODY_BYTES } from '../src/api/limits.ts';
import type { ProblemCode } from '../src/api/problem-codes.ts';
import {
  API_KEY_DETAIL,
  NO_ANSWER_DETAIL,
  PROBLEM_CONTENT_TYPE,
  problems,
  QUOTA_RETRY_SECONDS,
} from '../src/api/problems.ts';
import { mapKeys, type Json } from './json-object.ts';

interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  /** If another time than usual for the code. */
  readonly retryAfterSeconds?: number;
}

/** Errors that API Gateway answers by itself, with the codes that our handlers use. */
const refusals: Readonly<Record<string, Refusal>> = {
  BAD_REQUEST_BODY: {
    code: 'INVALID_REQUEST',
    detail: 'The body is not JSON, or does not match the schema of this route.',
  },
  BAD_REQUEST_PARAMETERS: {
    code: 'INVALID_REQUEST',
    detail: 'A parameter is missing from the address.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    code: 'INVALID_REQUEST',
    detail: 'The body must be sent as Content-Type: application/json.',
  },
  REQUEST_TOO_LARGE: {
    code: 'PAYLOAD_TOO_LARGE',
    detail: `A request body can have at most ${MAX_BODY_BYTES} bytes.`,
  },
  // API Gateway uses this type for unknown paths and methods.
  MISSING_AUTHENTICATION_TOKEN: {
    code: 'NOT_FOUND',
    detail: 'The API has no such path, or the path does not support this method.',
  },
  RESOURCE_NOT_FOUND: { code: 'NOT_FOUND', detail: 'The API has no such path.' },
  THROTTLED: {
    code: 'TOO_MANY_REQUESTS',
    detail: 'Wait for the time in Retry-After, then try again.',
  },
  // The usage plan of the API key counts by the day.
  QUOTA_EXCEEDED: {
    code: 'TOO_MANY_REQUESTS',
    detail: 'The rooms of this API key are used up for today. Try again tomorrow.',
    retryAfterSeconds: QUOTA_RETRY_SECONDS,
  },
  INVALID_API_KEY: { code: 'API_KEY_REQUIRED', detail: API_KEY_DETAIL },
  INTEGRATION_TIMEOUT: {
    code: 'UNAVAILABLE',
    detail: 'The answer took too long. Wait for the time in Retry-After, then try again.',
  },
  DEFAULT_4XX: {
    code: 'INVALID_REQUEST',
    detail: 'The request is invalid; see the API description.',
  },
  // A function answers its own errors, so it gave no answer: most likely Lambda throttled it, which API Gateway itself would
  // answer with a 500.
  DEFAULT_5XX: { code: 'UNAVAILABLE', detail: NO_ANSWER_DETAIL },
};

/** The gateway responses of an OpenAPI document. */
export function gatewayResponses(): Json {
  return mapKeys(
    refusals,
    (type) => type,
    ({ code, detail, retryAfterSeconds }) => {
      const problem: { status: number; title: string; retryAfterSeconds?: number } = problems[code];
      const wait = retryAfterSeconds ?? problem.retryAfterSeconds;
      const headers: Record<string, string> = {
        ...crossOriginHeaders,
        'content-type': PROBLEM_CONTENT_TYPE,
        'cache-control': 'no-store',
        ...(wait !== undefined && { 'retry-after': String(wait) }),
      };
      const body = {
        type: 'about:blank',
        title: problem.title,
        status: problem.status,
        code,
        detail,
      };
      return {
        statusCode: String(problem.status),
        responseParameters: mapKeys(
          headers,
          (name) => `gatewayresponse.header.${name}`,
          (value) => `'${value}'`,
        ),
        // The key only selects the template; the Content-Type sent is the header above.
        responseTemplates: { 'application/json': JSON.stringify(body) },
      };
    },
  );
}
