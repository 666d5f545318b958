import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { PROBLEM_CONTENT_TYPE, problems } from '../../../src/api/problems.ts';
import { routes, type RouteName } from '../../../src/api/routes.ts';
import { readJson } from './support/read-json.ts';
import { resourceOf, synthesize } from './support/synthesize.ts';

interface Operation {
  readonly parameters?: readonly { name: string; in: string; required: boolean }[];
  readonly security?: readonly unknown[];
  readonly requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  readonly responses: Record<string, unknown>;
  readonly 'x-amazon-apigateway-request-validator'?: string;
  readonly 'x-amazon-apigateway-integration': {
    readonly type: string;
    readonly httpMethod?: string;
    readonly uri?: string;
    readonly timeoutInMillis?: number;
    readonly responses?: Record<string, { responseParameters: Record<string, string> }>;
  };
}

interface GatewayResponse {
  readonly statusCode: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly securitySchemes?: Readonly<Record<string, unknown>>;
  };
  readonly 'x-amazon-apigateway-request-validators': Readonly<Record<string, unknown>>;
  readonly 'x-amazon-apigateway-gateway-responses': Readonly<Record<string, GatewayResponse>>;
}

const backend = synthesize({}).stack('backend');
const document = readJson<Document>(resourceOf(backend, 'aws_api_gateway_rest_api')['body']);
const names = Object.keys(routes) as RouteName[];

function operation(path: string, method: string): Operation {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`The document has no ${method} ${path}.`);
  return found;
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return Object.entries(value).flatMap(([key, child]) => [
    key,
    // Property names are not schema keywords.
    ...(key === 'properties' ? Object.values(child as object).flatMap(keysOf) : keysOf(child)),
  ]);
}

describe('OpenAPI document', () => {
  it('is valid OpenAPI 3.0', async () => {
    const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
    const validator = new Validator();
    const { valid, errors } = await validator.validate(copy);
    assert.ok(valid, JSON.stringify(errors, undefined, 1));
    assert.equal(validator.version, '3.0');
  });

  it('is rejected by the validator if it is broken', async () => {
    const broken = { ...document, paths: { '/api/rooms': { post: { responses: 1 } } } };
    assert.equal((await new Validator().validate(broken as never)).valid, false);
  });

  it('has every route, each with its function', () => {
    for (const name of names) {
      const { path, method, function: handler } = routes[name];
      const integration = operation(path, method.toLowerCase())['x-amazon-apigateway-integration'];
      assert.equal(integration.type, 'aws_proxy');
      assert.equal(integration.httpMethod, 'POST');
      assert.match(
        integration.uri ?? '',
        new RegExp(`^\\$\\{aws_lambda_function\\.${handler}_function_\\w+\\.invoke_arn\\}$`),
      );
      assert.ok((integration.timeoutInMillis ?? 0) <= 29_000);
      if (method !== 'GET') continue;
      const head = operation(path, 'head')['x-amazon-apigateway-integration'];
      assert.deepEqual(head, integration);
    }
    assert.equal(
      Object.keys(document.paths).length,
      new Set(names.map((n) => routes[n].path)).size,
    );
  });

  it('validates bodies against the schemas that the handlers use', () => {
    assert.deepEqual(document['x-amazon-apigateway-request-validators'], {
      body: { validateRequestBody: true, validateRequestParameters: false },
    });
    for (const name of names) {
      const route = routes[name];
      if (!('request' in route)) continue;
      const { requestBody, ...rest } = operation(route.path, route.method.toLowerCase());
      assert.equal(rest['x-amazon-apigateway-request-validator'], 'body');
      const model = requestBody?.content['application/json']?.schema.$ref.split('/').at(-1) ?? '';
      assert.deepEqual(document.components.schemas[model], route.request);
    }
  });

  it('names models with letters and digits only, as API Gateway requires', () => {
    for (const model of Object.keys(document.components.schemas)) {
      assert.match(model, /^[A-Za-z0-9]+$/);
    }
  });

  it('uses only the keywords of JSON Schema draft 4 that API Gateway accepts', () => {
    const accepted = [
      'type',
      'description',
      'required',
      'properties',
      'additionalProperties',
      'items',
      'enum',
      'pattern',
      'format',
      'minLength',
      'maxLength',
      'minimum',
      'maximum',
    ];
    const used = Object.values(document.components.schemas)
      .flatMap(keysOf)
      .filter((key) => !/^\d+$/.test(key));
    assert.deepEqual(
      [...new Set(used)].filter((key) => !accepted.includes(key)),
      [],
    );
  });

  it('answers preflights from any origin without invoking a function', () => {
    for (const path of Object.keys(document.paths)) {
      const integration = operation(path, 'options')['x-amazon-apigateway-integration'];
      assert.equal(integration.type, 'mock');
      const headers = integration.responses?.['default']?.responseParameters ?? {};
      assert.equal(headers['method.response.header.access-control-allow-origin'], "'*'");
      assert.equal(headers['method.response.header.access-control-allow-credentials'], undefined);
    }
  });

  it('requires an API key for nothing, and only for creating a room if the configuration says so', async () => {
    const keyedOperations = ({ paths }: Document) =>
      Object.entries(paths).flatMap(([path, item]) =>
        Object.entries(item)
          .filter(([, { security }]) => security !== undefined)
          .map(([method]) => `${method} ${path}`),
      );
    assert.deepEqual(keyedOperations(document), []);
    const keyed = synthesize({ ROOM_CREATION: 'api-key' }).stack('backend');
    const withKey = readJson<Document>(resourceOf(keyed, 'aws_api_gateway_rest_api')['body']);
    assert.deepEqual(keyedOperations(withKey), ['post /api/rooms']);
    assert.deepEqual(withKey.paths['/api/rooms']?.['post']?.security, [{ apiKey: [] }]);
    assert.deepEqual(withKey.components.securitySchemes, {
      apiKey: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    });
    const copy = JSON.parse(JSON.stringify(withKey)) as Record<string, unknown>;
    assert.ok((await new Validator().validate(copy)).valid);
  });

  it('declares the parameters in each path', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(item)) {
        assert.deepEqual(
          parameters.filter((one) => one.in === 'path').map(({ name }) => name),
          inPath,
        );
      }
    }
  });

  it('declares what the query may hold', () => {
    const named = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { parameters = [] }]) => parameters.some((one) => one.in === 'query'))
        .map(([method]) => `${method} ${path}`),
    );
    const participant = '/api/rooms/{roomId}/participants/{participantId}';
    assert.deepEqual(named.sort(), [
      `delete ${participant}`,
      `delete ${participant}/stage`,
      `post ${participant}/mute`,
    ]);
  });
});

describe('errors of API Gateway itself', () => {
  const responses = document['x-amazon-apigateway-gateway-responses'];

  it('are problem documents with our codes, statuses and headers', () => {
    for (const [type, response] of Object.entries(responses)) {
      const problem = JSON.parse(response.responseTemplates['application/json'] ?? '') as {
        code: keyof typeof problems;
        status: number;
        title: string;
        detail: string;
      };
      const expected = problems[problem.code];
      assert.equal(problem.status, expected.status, type);
      assert.equal(problem.title, expected.title, type);
      assert.equal(response.statusCode, String(expected.status), type);
      assert.ok(problem.detail.length > 0);
      const header = (name: string) =>
        response.responseParameters[`gatewayresponse.header.${name}`];
      assert.equal(header('content-type'), `'${PROBLEM_CONTENT_TYPE}'`);
      assert.equal(header('cache-control'), "'no-store'");
      assert.equal(
        header('retry-after'),
        type === 'QUOTA_EXCEEDED' // of a day
          ? "'3600'"
          : 'retryAfterSeconds' in expected
            ? `'${expected.retryAfterSeconds}'`
            : undefined,
      );
    }
  });

  it('cover throttling, bad bodies, unknown paths, and everything else', () => {
    const codes = Object.fromEntries(
      Object.entries(responses).map(([type, { responseTemplates }]) => [
        type,
        (JSON.parse(responseTemplates['application/json'] ?? '') as { code: string }).code,
      ]),
    );
    assert.equal(codes['THROTTLED'], 'TOO_MANY_REQUESTS');
    assert.equal(codes['BAD_REQUEST_BODY'], 'INVALID_REQUEST');
    assert.equal(codes['INVALID_API_KEY'], 'API_KEY_REQUIRED');
    assert.equal(codes['MISSING_AUTHENTICATION_TOKEN'], 'NOT_FOUND');
    assert.equal(codes['INTEGRATION_TIMEOUT'], 'UNAVAILABLE');
    assert.equal(codes['DEFAULT_4XX'], 'INVALID_REQUEST');
    // A throttled Lambda, which API Gateway would answer with a 500 and without a time to wait.
    assert.equal(codes['DEFAULT_5XX'], 'UNAVAILABLE');
    assert.equal(responses['DEFAULT_5XX']?.statusCode, '503');
    assert.equal(codes['API_CONFIGURATION_ERROR'], undefined);
    assert.equal(codes['INTEGRATION_FAILURE'], undefined);
  });
});
