import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readJson } from './support/read-json.ts';
import { dependenciesOf, idsOf } from './support/dependencies.ts';
import { resourceOf, resourcesOf, synthesize } from './support/synthesize.ts';

const backend = synthesize({}).stack('backend');
const logged = synthesize({ ACCESS_LOG: 'on' }).stack('backend');
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
    const stage = resourceOf(logged, 'aws_api_gateway_stage');
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

  it('has no access log unless the operator asks for one: on a new account, that fails', () => {
    assert.equal(resourceOf(backend, 'aws_api_gateway_stage')['access_log_settings'], undefined);
  });

  // The stage exists before its limits, and API Gateway can fail between the two.
  it('can invoke a function only once the limits are set', () => {
    const limits = idsOf(logged, 'aws_api_gateway_method_settings');
    const permissions = idsOf(logged, 'aws_lambda_permission');
    assert.equal(limits.length, 2);
    assert.ok(permissions.length > 0);
    for (const permission of permissions) {
      const needed = dependenciesOf(logged, permission);
      for (const limit of limits) assert.ok(needed.has(limit), `${permission} before ${limit}`);
    }
    for (const stage of idsOf(logged, 'aws_api_gateway_stage')) {
      const needed = dependenciesOf(logged, stage);
      assert.ok(!permissions.some((permission) => needed.has(permission)));
    }
  });

  // The name of the stage stays the same, so it would not tell Terraform that the limits went with the old one.
  it('sets the limits again when the stage is replaced, and is closed until then', () => {
    const arn = `\\$\\{(basename\\()?${idsOf(backend, 'aws_api_gateway_stage')[0]}\\.execution_arn`;
    for (const [type, attribute] of [
      ['aws_api_gateway_method_settings', 'stage_name'],
      ['aws_lambda_permission', 'source_arn'],
    ] as const) {
      for (const one of resourcesOf(backend, type)) {
        assert.match(String(one[attribute]), new RegExp(`^${arn}`));
      }
    }
  });
});
