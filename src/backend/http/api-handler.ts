import { problems } from '../../api/problems.ts';
import { describeError, log } from '../aws/log.ts';
import type { ApiEvent } from './api-request.ts';
import { problemCodeOf, respondProblem, type ApiResponse } from './api-response.ts';

/**
 * Wraps a route: whatever it throws becomes a problem document and one line in the log. API Gateway's request id is the
 * correlation id, as its access log has it, too.
 */
export function apiHandler(
  route: (event: ApiEvent, correlationId: string) => Promise<ApiResponse>,
): (event: ApiEvent) => Promise<ApiResponse> {
  return async (event) => {
    const correlationId = requestIdOf(event);
    try {
      return await route(event, correlationId);
    } catch (error) {
      const code = problemCodeOf(error);
      const line = { correlationId, code, error: describeError(error) };
      if (problems[code].status >= 500) log.error('Request failed', line);
      else log.info('Request refused', line);
      return respondProblem(error);
    }
  };
}

function requestIdOf(event: ApiEvent): string {
  const context = event.requestContext;
  const id =
    typeof context === 'object' && context !== null && 'requestId' in context
      ? context.requestId
      : undefined;
  // Its form is checked because a log line must hold nothing that a caller chose.
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : 'unknown';
}
