import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readJson } from './support/read-json.ts';
import { resourceOf, synthesize } from './support/synthesize.ts';

const backend = synthesize({}).stack('backend');
const api = resourceOf(backend, 'aws_api_gateway_rest_api');

describe('REST API', () => {
  it('is replaced as a whole by the document, and deployed again when the document changes', () => {
    assert.equal(api['put_rest_api_mode'], 'overwrite');
    const deployment = resourceOf(backend, 'aws_api_gateway_deployment');
    assert.match(
      (deployment['triggers'] as { redeployment: string }).redeployment,
      /^\$\{sha1\(aws_api_gateway_rest_api\.[\w-]+\.body\)\}$/,
    );
    assert.deepEqual(deployment['lifecycle'], { create_before_destroy: true });
  });

  it('limits new rooms more than other requests, to less than the 5 a second of CreateStage', () => {
    const limit = (methodPath: string) =>
      resourceOf(backend, 'aws_api_gateway_method_settings', { method_path: methodPath })[
        'settings'
      ] as { throttling_rate_limit: number; throttling_burst_limit: number };
    assert.ok(limit('~1api~1rooms/POST').throttling_rate_limit < 5);
    assert.ok(
      limit('~1api~1rooms/POST').throttling_rate_limit < limit('*/*').throttling_rate_limit,
    );
    assert.ok(limit('*/*').throttling_burst_limit > 0);
  });

  it('logs no address, user agent, room, query or body', () => {
    const stage = resourceOf(backend, 'aws_api_gateway_stage');
    const { format } = stage['access_log_settings'] as { format: string };
    const variables = Object.values(readJson<Record<string, string>>(format));
    assert.deepEqual(variables, [
      '$context.requestTime',
      '$context.requestId',
      '$context.httpMethod',
      '$context.resourcePath', // the template, with {roomId}
      '$context.status',
      '$context.responseLatency',
      '$context.integrationLatency',
      '$context.responseLength',
      '$context.error.responseType',
    ]);
  });

  it('can be deployed without an access log', () => {
    const stage = resourceOf(
      synthesize({ ACCESS_LOG: 'off' }).stack('backend'),
      'aws_api_gateway_stage',
    );
    assert.equal(stage['access_log_settings'], undefined);
  });
});
