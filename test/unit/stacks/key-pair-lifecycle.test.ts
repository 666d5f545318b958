import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FunctionName } from '../../../src/backend/functions.ts';
import { dependenciesOf } from './support/dependencies.ts';
import { resourceOf, resourcesOf, synthesize, type Attributes } from './support/synthesize.ts';

const backend = synthesize({ APP_ENV: 'production' }).stack('backend');

const idOf = (type: string, where: (attributes: Attributes) => boolean): string => {
  const found = Object.entries(backend.resource[type] ?? {}).find(([, one]) => where(one));
  if (!found) throw new Error(`No such ${type}.`);
  return `${type}.${found[0]}`;
};

describe('key pair', () => {
  const invocationOf = (name: FunctionName) =>
    idOf('aws_lambda_invocation', (one) =>
      new RegExp(`\\.${name}_function_`).test(String(one['function_name'])),
    );
  const stage = idOf('aws_api_gateway_stage', () => true);

  it('is created by the first deploy, before the API opens', () => {
    const invocation = resourceOf(backend, 'aws_lambda_invocation', {
      function_name:
        backend.resource['aws_lambda_invocation']?.['key-pair-life']?.['function_name'],
    });
    assert.equal(invocation['lifecycle_scope'], 'CRUD');
    assert.ok(dependenciesOf(backend, stage).has(invocationOf('rotate-key-pair')));
  });

  it('is not changed by later deploys, because the input of the invocation never changes', () => {
    for (const invocation of resourcesOf(backend, 'aws_lambda_invocation')) {
      assert.equal(invocation['input'], '{}');
      assert.equal(invocation['triggers'], undefined);
      assert.equal(invocation['qualifier'], undefined);
    }
  });

  it('has no value that Terraform knows or would restore', () => {
    assert.deepEqual(resourcesOf(backend, 'aws_secretsmanager_secret_version'), []);
    const parameter = resourceOf(backend, 'aws_ssm_parameter', {
      name: '/audio-rooms/production/public-key-arn',
    });
    assert.deepEqual(parameter['lifecycle'], { ignore_changes: ['value'] });
  });

  it('is encrypted with our own KMS key, which rotates', () => {
    assert.equal(resourceOf(backend, 'aws_kms_key')['enable_key_rotation'], true);
    const secret = resourceOf(backend, 'aws_secretsmanager_secret');
    assert.match(String(secret['kms_key_id']), /^\$\{aws_kms_key\./);
    assert.equal(secret['recovery_window_in_days'], 0);
  });

  it('is removed on destroy, like the stages, after the API has closed and the schedules have stopped, and before their functions are', () => {
    for (const name of ['rotate-key-pair', 'sweep'] as const) {
      const invocation = invocationOf(name);
      const needed = dependenciesOf(backend, invocation);
      for (const type of ['aws_lambda_function', 'aws_iam_role', 'aws_iam_role_policy']) {
        const parts = [...needed].filter((one) => one.startsWith(`${type}.${name}_`));
        assert.equal(parts.length, 1, `${name}: ${type}`);
      }
      assert.ok([...needed].some((one) => one.startsWith(`aws_cloudwatch_log_group.${name}_`)));
      assert.ok(dependenciesOf(backend, stage).has(invocation));
      assert.ok(!needed.has(stage));
      for (const timer of Object.keys(backend.resource['aws_scheduler_schedule'] ?? {})) {
        assert.ok(dependenciesOf(backend, `aws_scheduler_schedule.${timer}`).has(invocation));
      }
    }
  });
});
