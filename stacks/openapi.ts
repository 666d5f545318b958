import { crossOriginHeaders, preflightHeaders } from '../src/api/cross-origin.ts';
import { MAX_BODY_BYTES } from '../src/api/limits.ts';
import type { ProblemCode } from '../src/api/problem-codes.ts';
import { PROBLEM_CONTENT_TYPE, problems } from '../src/api/problems.ts';
import { routes, type RouteName } from '../src/api/routes.ts';
import { problemSchema } from '../src/api/schemas.ts';

type Json = Readonly<Record<string, unknown>>;

export interface OpenApiProps {
  readonly title: string;
  /** The ARN by which API Gateway invokes the function of a route. */
  readonly invokeArn: (route: RouteName) => string;
  readonly timeoutSeconds: (route: RouteName) => number;
}

/**
 * The REST API as an OpenAPI 3.0 document with API Gateway's extensions. It holds the whole API, so that a new hash of
 * the document means a new deployment.
 */
export function openApiDocument(props: OpenApiProps): Json {
  return {
    openapi: '3.0.1',
    info: { title: props.title, version: '1' },
    paths: paths(props),
    components: { schemas: schemas() },
    'x-amazon-apigateway-request-validators': {
      body: { validateRequestBody: true, validateRequestParameters: false },
    },
    'x-amazon-apigateway-gateway-responses': gatewayResponses(),
  };
}

/** Model names may contain only letters and digits: `create-room` becomes `CreateRoom`. */
const modelName = (route: string, suffix: string): string =>
  route.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase()) + suffix;

const reference = (model: string): Json => ({ $ref: `#/components/schemas/${model}` });

function schemas(): Json {
  const models: Record<string, unknown> = { Problem: problemSchema };
  for (const [name, route] of Object.entries(routes)) {
    if ('request' in route) models[modelName(name, 'Request')] = route.request;
    models[modelName(name, 'Response')] = route.response.schema;
  }
  return models;
}

function paths(props: OpenApiProps): Json {
  const all: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const { path, method } = routes[name];
    const item = (all[path] ??= {});
    item[method.toLowerCase()] = operation(name, props);
    if (method === 'GET') item['head'] = operation(name, props, 'head-');
  }
  for (const [path, item] of Object.entries(all)) {
    item['options'] = preflight(path, Object.keys(item));
  }
  return all;
}

function operation(name: RouteName, props: OpenApiProps, idPrefix = ''): Json {
  const route = routes[name];
  return {
    operationId: `${idPrefix}${name}`,
    summary: route.summary,
    ...parameters(route.path),
    ...('request' in route && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: reference(modelName(name, 'Request')) } },
      },
      'x-amazon-apigateway-request-validator': 'body',
    }),
    responses: {
      [route.response.status]: {
        description: route.summary,
        content: { 'application/json': { schema: reference(modelName(name, 'Response')) } },
      },
      ...problemResponses(),
    },
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST', // Lambda is always invoked by POST, whatever the route's method
      uri: props.invokeArn(name),
      passthroughBehavior: 'when_no_match',
      timeoutInMillis: Math.min(props.timeoutSeconds(name) * 1000, 29_000),
    },
  };
}

function parameters(path: string): Json {
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
  if (names.length === 0) return {};
  return {
    parameters: names.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
  };
}

function problemResponses(): Json {
  const byStatus: Record<string, unknown> = {};
  for (const { status, title } of Object.values(problems)) {
    byStatus[status] ??= {
      description: title,
      content: { [PROBLEM_CONTENT_TYPE]: { schema: reference('Problem') } },
    };
  }
  return byStatus;
}

/** API Gateway answers preflights itself, without an invocation; browsers may cache the answer for a day. */
function preflight(path: string, methods: readonly string[]): Json {
  const headers: Record<string, string> = preflightHeaders(
    [...methods, 'options'].map((method) => method.toUpperCase()),
  );
  return {
    summary: 'States what a page of another origin may send.',
    ...parameters(path),
    responses: {
      204: {
        description: 'Allowed.',
        headers: mapKeys(
          headers,
          (name) => name,
          () => ({ schema: { type: 'string' } }),
        ),
      },
    },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      passthroughBehavior: 'when_no_match',
      requestTemplates: { 'application/json': '{"statusCode": 204}' },
      responses: {
        default: {
          statusCode: '204',
          responseParameters: mapKeys(
            headers,
            (name) => `method.response.header.${name}`,
            (value) => `'${value}'`,
          ),
        },
      },
    },
  };
}

/** Errors that API Gateway answers by itself, with the codes that our handlers use. */
const refusals: Readonly<Record<string, { code: ProblemCode; detail: string }>> = {
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
  QUOTA_EXCEEDED: {
    code: 'TOO_MANY_REQUESTS',
    detail: 'Wait for the time in Retry-After, then try again.',
  },
  INTEGRATION_TIMEOUT: {
    code: 'UNAVAILABLE',
    detail: 'The answer took too long. Wait for the time in Retry-After, then try again.',
  },
  INTEGRATION_FAILURE: {
    code: 'UNAVAILABLE',
    detail: 'Wait for the time in Retry-After, then try again.',
  },
  DEFAULT_4XX: {
    code: 'INVALID_REQUEST',
    detail: 'The request is invalid; see the API description.',
  },
  DEFAULT_5XX: {
    code: 'INTERNAL_ERROR',
    detail: 'Try again. If the error persists, report it to the operator of this service.',
  },
};

function gatewayResponses(): Json {
  return mapKeys(
    refusals,
    (type) => type,
    ({ code, detail }) => {
      const problem = problems[code];
      const headers: Record<string, string> = {
        ...crossOriginHeaders,
        'content-type': PROBLEM_CONTENT_TYPE,
        'cache-control': 'no-store',
        ...('retryAfterSeconds' in problem && { 'retry-after': String(problem.retryAfterSeconds) }),
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

const mapKeys = <T>(
  record: Readonly<Record<string, T>>,
  key: (name: string) => string,
  value: (item: T) => unknown,
): Json =>
  Object.fromEntries(Object.entries(record).map(([name, item]) => [key(name), value(item)]));
