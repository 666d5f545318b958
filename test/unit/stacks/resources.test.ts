import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { functions, schedules } from '../../../src/backend/functions.ts';
import { routes } from '../../../src/api/routes.ts';
import { synthesize, type Synthesized } from './support/synthesize.ts';

const countByType = (stack: Synthesized): Record<string, number> =>
  Object.fromEntries(
    Object.entries(stack.resource).map(([type, all]) => [type, Object.keys(all).length]),
  );

const functionCount = Object.keys(functions).length;
const routeCount = Object.keys(routes).length;
const timerCount = schedules.length;

for (const environment of ['development', 'production']) {
  describe(`stacks in ${environment}`, () => {
    const app = synthesize({ APP_ENV: environment, AWS_REGION: 'eu-central-1' });

    it('backend has these resources and no others', () => {
      assert.deepEqual(countByType(app.stack('backend')), {
        aws_api_gateway_deployment: 1,
        aws_api_gateway_method_settings: 2,
        aws_api_gateway_rest_api: 1,
        aws_api_gateway_stage: 1,
        aws_cloudwatch_dashboard: 1,
        aws_cloudwatch_event_rule: 1,
        aws_cloudwatch_event_target: 1,
        aws_cloudwatch_log_group: functionCount + 1,
        aws_cloudwatch_metric_alarm: 8,
        aws_dynamodb_table: 1,
        aws_iam_role: functionCount + timerCount,
        aws_iam_role_policy: functionCount + timerCount,
        aws_kms_alias: 1,
        aws_kms_key: 1,
        aws_lambda_event_source_mapping: 1,
        aws_lambda_function: functionCount,
        aws_lambda_function_event_invoke_config: timerCount,
        aws_lambda_invocation: 2,
        aws_lambda_permission: routeCount,
        aws_scheduler_schedule: timerCount,
        aws_secretsmanager_secret: 1,
        aws_sqs_queue: 2,
        aws_sqs_queue_policy: 1,
        aws_ssm_parameter: 2,
      });
    });

    it('website has these resources, and one object for each file', () => {
      assert.deepEqual(countByType(app.stack('website')), {
        aws_cloudfront_cache_policy: 1,
        aws_cloudfront_distribution: 1,
        aws_cloudfront_function: 1,
        aws_cloudfront_origin_access_control: 1,
        aws_cloudfront_response_headers_policy: 1,
        aws_s3_bucket: 1,
        aws_s3_bucket_ownership_controls: 1,
        aws_s3_bucket_policy: 1,
        aws_s3_bucket_public_access_block: 1,
        aws_s3_object: 3,
        aws_ssm_parameter: 1,
      });
    });

    it('account has the log setting and its role', () => {
      assert.deepEqual(countByType(app.stack('account')), {
        aws_api_gateway_account: 1,
        aws_iam_role: 1,
        aws_iam_role_policy_attachment: 1,
      });
    });

    it('nothing is made that costs money while nobody talks, but the KMS key and the secret', () => {
      const text = JSON.stringify([app.stack('backend'), app.stack('website')]);
      for (const costly of [
        'provisioned_concurrent_executions',
        'aws_lambda_provisioned_concurrency_config',
        'aws_nat_gateway',
        'aws_wafv2_web_acl',
        'cache_cluster_size',
        '"PROVISIONED"',
        'aws_kinesis',
        'point_in_time_recovery',
        '"metrics_enabled":true',
      ]) {
        assert.ok(!text.includes(costly), costly);
      }
    });

    it('all carries the tag of the deployment', () => {
      for (const name of ['backend', 'website'] as const) {
        assert.deepEqual(app.stack(name).provider['aws'], [
          {
            default_tags: [{ tags: { 'audio-rooms:deployment': environment } }],
            region: 'eu-central-1',
          },
        ]);
      }
    });
  });
}
