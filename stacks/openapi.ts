import { crossOriginHeaders, preflightHeaders } from '../src/api/cross-origin.ts';
import { MAX_BODY_BYTES } from '../src/api/limits.ts';
import { PROBLEM_CONTENT_TYPE, problems, type ProblemCode } from '../src/api/problems.ts';
import { routes, type RouteName } from '../src/api/routes.ts';
import { problemSchema } from '../src/api/schemas.ts';

type Json = Readonly<Record<string, unknown>>;

export interface OpenApiProps {
  readonly title: string;
  /** Where API Gateway invokes the function that answers a route. */
  readonly invokeArn: (route: RouteName) => string;
  readonly timeoutSeconds: (route: RouteName) => number;
}

/**
 * The REST API as OpenAPI 3.0 with API Gateway's extensions. The whole API is in this one document, so that its hash
 * says when to deploy anew.
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

/** Model names may hold letters and digits only: `create-room` becomes `CreateRoom`. */
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
      httpMethod: 'POST', // how Lambda is invoked, whatever the route's own method is
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

/** Answered by API Gateway itself: a preflight costs no invocation, and browsers may keep it for a day. */
function preflight(path: string, methods: readonly string[]): Json {
  const headers: Record<string, string> = preflightHeaders(
    [...methods, 'options'].map((method) => method.toUpperCase()),
  );
  return {
    summary: 'Says what a page of another origin may send.',
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

/** What API Gateway says by itself, in the words that our handlers use. */
const refusals: Readonly<Record<string, { code: ProblemCode; detail: string }>> = {
  BAD_REQUEST_BODY: {
    code: 'INVALID_REQUEST',
    detail:
      'The body is not JSON, or not what this address takes. Compare it with the API description.',
  },
  BAD_REQUEST_PARAMETERS: {
    code: 'INVALID_REQUEST',
    detail: 'A parameter is missing. Compare the address with the API description.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    code: 'INVALID_REQUEST',
    detail: 'The body must be sent as Content-Type: application/json.',
  },
  REQUEST_TOO_LARGE: {
    code: 'PAYLOAD_TOO_LARGE',
    detail: `A request body holds at most ${MAX_BODY_BYTES} bytes.`,
  },
  // What API Gateway calls a missing token is a path or a method that the API does not have.
  MISSING_AUTHENTICATION_TOKEN: {
    code: 'NOT_FOUND',
    detail: 'The API has no such path, or the path does not take this method.',
  },
  RESOURCE_NOT_FOUND: { code: 'NOT_FOUND', detail: 'The API has no such path.' },
  THROTTLED: {
    code: 'TOO_MANY_REQUESTS',
    detail: 'Wait for the time in Retry-After and try again.',
  },
  QUOTA_EXCEEDED: {
    code: 'TOO_MANY_REQUESTS',
    detail: 'Wait for the time in Retry-After and try again.',
  },
  INTEGRATION_TIMEOUT: {
    code: 'UNAVAILABLE',
    detail: 'The answer took too long. Wait for the time in Retry-After and try again.',
  },
  INTEGRATION_FAILURE: {
    code: 'UNAVAILABLE',
    detail: 'Wait for the time in Retry-After and try again.',
  },
  DEFAULT_4XX: { code: 'INVALID_REQUEST', detail: 'Compare the request with the API description.' },
  DEFAULT_5XX: {
    code: 'INTERNAL_ERROR',
    detail: 'Try again. If it stays so, tell whoever runs this service.',
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
        // The key only selects the template; the header above is what is sent.
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
