import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfiguration } from '../../../stacks/configuration.ts';
import { readJson } from './support/read-json.ts';
import { resourceOf, resourcesOf, synthesize } from './support/synthesize.ts';

describe('alarms on the quotas of IVS', () => {
  const alarm = (variables: Record<string, string>, name: string) =>
    resourceOf(synthesize(variables).stack('backend'), 'aws_cloudwatch_metric_alarm', {
      alarm_name: `audio-rooms-development-${name}`,
    });

  it('are raised at 80 % of what a Region allows by default', () => {
    const subscriptions = alarm({}, 'subscriptions');
    assert.equal(subscriptions['metric_name'], 'ConcurrentSubscriptions');
    assert.equal(subscriptions['threshold'], 16_000);
    assert.equal(subscriptions['dimensions'], undefined, 'the metric is that of the Region');
    assert.equal(alarm({}, 'publishers')['threshold'], 800);
  });

  it('follow quotas that were raised', () => {
    const raised = { SUBSCRIPTION_QUOTA: '50000', PUBLISHER_QUOTA: '2500' };
    assert.equal(alarm(raised, 'subscriptions')['threshold'], 40_000);
    assert.equal(alarm(raised, 'publishers')['threshold'], 2000);
  });
});

describe('budget', () => {
  it('is made only for a mail address', () => {
    const type = 'aws_budgets_budget';
    assert.deepEqual(resourcesOf(synthesize({}).stack('backend'), type), []);
    const budget = resourceOf(
      synthesize({ BUDGET_MAIL: 'ops@example.org', BUDGET_DOLLARS: '75' }).stack('backend'),
      type,
    );
    assert.equal(budget['limit_amount'], '75');
    const notifications = budget['notification'] as Record<string, unknown>[];
    assert.deepEqual(
      notifications.map((one) => one['notification_type']),
      ['ACTUAL', 'FORECASTED'],
    );
    for (const one of notifications) {
      assert.deepEqual(one['subscriber_email_addresses'], ['ops@example.org']);
    }
  });
});

describe('API key for creating rooms', () => {
  const keyed = synthesize({ ROOM_CREATION: 'api-key', ROOMS_PER_DAY: '40' }).stack('backend');

  it('is made only if the configuration asks for it', () => {
    assert.deepEqual(resourcesOf(synthesize({}).stack('backend'), 'aws_api_gateway_api_key'), []);
    const key = resourceOf(keyed, 'aws_api_gateway_api_key');
    assert.equal(key['value'], undefined, 'API Gateway invents it');
  });

  it('has a plan with a quota for the stage of the API', () => {
    const plan = resourceOf(keyed, 'aws_api_gateway_usage_plan');
    assert.deepEqual(plan['quota_settings'], { limit: 40, period: 'DAY' });
    const [stage] = plan['api_stages'] as { stage: string }[];
    assert.match(stage?.stage ?? '', /^\$\{aws_api_gateway_stage\./);
    assert.equal(resourcesOf(keyed, 'aws_api_gateway_usage_plan_key').length, 1);
  });

  it('is found by the operator scripts, which are told its id but not its value', () => {
    const record = resourceOf(keyed, 'aws_ssm_parameter', {
      name: '/audio-rooms/development/backend',
    });
    assert.match(
      readJson<{ creationKeyId: string }>(record['value']).creationKeyId,
      /^\$\{aws_api_gateway_api_key\.[\w-]+\.id\}$/,
    );
  });
});

describe('allowed origins', () => {
  const originsIn = (variables: Record<string, string>) => {
    const join = resourceOf(synthesize(variables).stack('backend'), 'aws_lambda_function', {
      function_name: 'audio-rooms-development-join-room',
    });
    return (join['environment'] as { variables: Record<string, string> }).variables[
      'ALLOWED_ORIGINS'
    ];
  };

  it('are all by default, and else those of the configuration', () => {
    assert.equal(originsIn({}), '*');
    const two = 'https://shop.example, http://localhost:5173';
    assert.equal(originsIn({ ALLOWED_ORIGINS: two }), 'https://shop.example,http://localhost:5173');
  });
});

describe('variables of the guards', () => {
  const refused: readonly [variables: Record<string, string>, message: RegExp][] = [
    [{ ROOM_CREATION: 'key' }, /ROOM_CREATION is "key".*open or api-key/],
    [{ ROOMS_PER_DAY: '0' }, /ROOMS_PER_DAY is "0"/],
    [{ ALLOWED_ORIGINS: 'shop.example' }, /ALLOWED_ORIGINS has "shop.example".*https:/],
    [
      { ALLOWED_ORIGINS: 'https://shop.example/' },
      /ALLOWED_ORIGINS has "https:\/\/shop.example\/"/,
    ],
    [{ ALLOWED_ORIGINS: 'https://*.shop.example' }, /ALLOWED_ORIGINS/],
    [{ ALLOWED_ORIGINS: 'https://Shop.example' }, /ALLOWED_ORIGINS.*lower case/],
    [{ SUBSCRIPTION_QUOTA: 'many' }, /SUBSCRIPTION_QUOTA is "many"/],
    [{ PUBLISHER_QUOTA: '0' }, /PUBLISHER_QUOTA is "0"/],
    [{ BUDGET_MAIL: 'ops' }, /BUDGET_MAIL is "ops".*one mail address/],
    [{ BUDGET_MAIL: 'a@example.org,b@example.org' }, /BUDGET_MAIL/],
    [{ BUDGET_MAIL: 'ops@example.org', BUDGET_DOLLARS: '0.5' }, /BUDGET_DOLLARS is "0.5"/],
  ];
  for (const [variables, message] of refused) {
    it(`that are wrong are named: ${JSON.stringify(variables)}`, () => {
      assert.throws(() => readConfiguration({ AWS_REGION: 'us-east-1', ...variables }), message);
    });
  }
});
