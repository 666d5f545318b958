import { problems } from '../../api/problems.ts';
import { routes, type RouteName } from '../../api/routes.ts';
import { describeError, log } from '../aws/log.ts';
import { requestIdOf, type ApiEvent } from './api-request.ts';
import { requireAllowedOrigin } from './origin-check.ts';
import { respondProblem, toProblem, type ApiResponse } from './api-response.ts';

type Route = (event: ApiEvent, correlationId: string) => Promise<ApiResponse>;

/**
 * Wraps a route: whatever it throws is logged once and answered with a problem document. A bug is an `INTERNAL_ERROR`,
 * with its stack in the log. The correlation id is API Gateway's request id.
 * @param allowedOrigins - Origins of the pages that may call it; `*` stands for all.
 */
export function apiHandler(
  route: Route,
  allowedOrigins: readonly string[],
): (event: ApiEvent) => Promise<ApiResponse> {
  return async (event) => {
    const correlationId = requestIdOf(event);
    try {
      requireAllowedOrigin(event, allowedOrigins);
      return await route(event, correlationId);
    } catch (error) {
      const problem = toProblem(error);
      const line = { correlationId, code: problem.code, error: describeError(error) };
      if (problems[problem.code].status >= 500) log.error('Request failed', line);
      else log.info('Request refused', line);
      return respondProblem(problem);
    }
  };
}

/** Wraps the routes of a function that answers several. */
export function apiRoutes(
  handlers: Partial<Record<RouteName, Route>>,
  allowedOrigins: readonly string[],
): (event: ApiEvent) => Promise<ApiResponse> {
  return apiHandler((event, correlationId) => {
    const names = Object.keys(handlers) as RouteName[];
    const name = names.find((one) => {
      const { method, path } = routes[one];
      return method === event.httpMethod && path === event.resource;
    });
    const route = name && handlers[name];
    if (!route)
      throw new Error('API Gateway invoked a function for a route that it does not have.');
    return route(event, correlationId);
  }, allowedOrigins);
}
