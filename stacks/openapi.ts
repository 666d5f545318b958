import { preflightHeaders } from '../src/api/cross-origin.ts';
import { PROBLEM_CONTENT_TYPE, problems } from '../src/api/problems.ts';
import { API_KEY_HEADER, keyedRoute, routes, type RouteName } from '../src/api/routes.ts';
import { problemSchema } from '../src/api/problem-schema.ts';
import { gatewayResponses } from './gateway-responses.ts';
import { mapKeys, type Json } from './json-object.ts';

export interface OpenApiProps {
  readonly title: string;
  /** Default: all. */
  readonly routes?: readonly RouteName[];
  /** The ARN by which API Gateway invokes the function of a route. */
  readonly invokeArn: (route: RouteName) => string;
  readonly timeoutSeconds: (route: RouteName) => number;
  /** Whether creating a room requires an API key. */
  readonly keyRequired?: boolean;
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
    components: {
      schemas: schemas(props),
      ...(props.keyRequired && {
        securitySchemes: { apiKey: { type: 'apiKey', name: API_KEY_HEADER, in: 'header' } },
      }),
    },
    'x-amazon-apigateway-request-validators': {
      body: { validateRequestBody: true, validateRequestParameters: false },
    },
    'x-amazon-apigateway-gateway-responses': gatewayResponses(),
  };
}

const allRoutes = Object.keys(routes) as RouteName[];

/** Model names may contain only letters and digits: `create-room` becomes `CreateRoom`. */
const modelName = (route: string, suffix: string): string =>
  route.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase()) + suffix;

const reference = (model: string): Json => ({ $ref: `#/components/schemas/${model}` });

function schemas({ routes: names = allRoutes }: OpenApiProps): Json {
  const models: Record<string, unknown> = { Problem: problemSchema };
  for (const name of names) {
    const route = routes[name];
    if ('request' in route) models[modelName(name, 'Request')] = route.request;
    if ('schema' in route.response) models[modelName(name, 'Response')] = route.response.schema;
  }
  return models;
}

function paths(props: OpenApiProps): Json {
  const all: Record<string, Record<string, unknown>> = {};
  for (const name of props.routes ?? allRoutes) {
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
    ...('bearer' in route && { description: `Authorization: Bearer. ${route.bearer}` }),
    ...parameters(route.path, 'query' in route ? route.query : {}),
    ...(props.keyRequired && name === keyedRoute && { security: [{ apiKey: [] }] }),
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
        ...('schema' in route.response && {
          content: { 'application/json': { schema: reference(modelName(name, 'Response')) } },
        }),
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

function parameters(path: string, query: Readonly<Record<string, string>> = {}): Json {
  const schema = { type: 'string' };
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
  const all = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema })),
    ...Object.entries(query).map(([name, description]) => ({
      ...{ name, in: 'query', description, schema },
    })),
  ];
  return all.length > 0 ? { parameters: all } : {};
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
