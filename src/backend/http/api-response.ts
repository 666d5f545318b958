import { crossOriginHeaders } from '../../api/cross-origin.ts';
import { PROBLEM_CONTENT_TYPE, problems } from '../../api/problems.ts';
import type { Problem } from '../../api/problem-schema.ts';
import { isOutage, isThrottling } from '../aws/aws-errors.ts';
import { ProblemError, RETRY_LATER } from './problem-errors.ts';

/** What API Gateway's proxy integration takes as an answer. */
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

/** An answer that says no more than that it was done. */
export function respondEmpty(): ApiResponse {
  const headers = { 'cache-control': 'no-store', ...crossOriginHeaders };
  return { statusCode: 204, headers, body: '' };
}

export function respondProblem({ code, message, errors, by }: ProblemError): ApiResponse {
  const problem = problems[code];
  const body: Problem = {
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    code,
    detail: message,
    ...(errors.length > 0 && { errors: [...errors] }),
    ...(by !== undefined && { by }),
  };
  return respond(problem.status, body, {
    'content-type': PROBLEM_CONTENT_TYPE,
    ...('retryAfterSeconds' in problem && { 'retry-after': String(problem.retryAfterSeconds) }),
  });
}

/** Any failure as the caller is told of it: what to do next, and nothing about what happened inside. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isThrottling(error)) return new ProblemError('TOO_MANY_REQUESTS', RETRY_LATER);
  if (isOutage(error)) return new ProblemError('UNAVAILABLE', RETRY_LATER);
  return new ProblemError(
    'INTERNAL_ERROR',
    'Try again. If the problem persists, contact whoever runs this service.',
  );
}
