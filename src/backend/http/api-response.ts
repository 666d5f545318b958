import { crossOriginHeaders } from '../../api/cross-origin.ts';
import { PROBLEM_CONTENT_TYPE, problems, type ProblemCode } from '../../api/problems.ts';
import type { Problem } from '../../api/schemas.ts';
import { isOutage, isThrottling, ProblemError } from '../problem-errors.ts';

/** What API Gateway's proxy integration sends on. */
export interface ApiResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function respond(
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...crossOriginHeaders,
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** The answer to a failure: what the caller can act on, and nothing of what happened inside. */
export function respondProblem(error: unknown): ApiResponse {
  const { code, message, errors } = asProblem(error);
  const problem = problems[code];
  const body: Problem = {
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    code,
    detail: message,
    ...(errors.length > 0 && { errors: [...errors] }),
  };
  return respond(problem.status, body, {
    'content-type': PROBLEM_CONTENT_TYPE,
    ...('retryAfterSeconds' in problem && { 'retry-after': String(problem.retryAfterSeconds) }),
  });
}

export function problemCodeOf(error: unknown): ProblemCode {
  return asProblem(error).code;
}

function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isThrottling(error)) {
    return new ProblemError('TOO_MANY_REQUESTS', 'Wait for the seconds in Retry-After.');
  }
  if (isOutage(error)) {
    return new ProblemError('UNAVAILABLE', 'Try again after the seconds in Retry-After.');
  }
  return new ProblemError('INTERNAL_ERROR', 'Try again; if it lasts, tell whoever runs this.');
}
