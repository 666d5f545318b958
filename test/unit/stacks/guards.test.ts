import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfiguration } from '../../../stacks/configuration.ts';
import { readJson } from './support/read-json.ts';
import { resourceOf, resourcesOf, synthesize, type Attributes } from './support/synthesize.ts';

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
    assert.match(stage?.stage ?? '', /aws_api_gateway_stage\.[\w-]+\.execution_arn/);
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

describe('limit for each address', () => {
  const type = 'aws_wafv2_web_acl';
  const limited = synthesize({ ADDRESS_LIMIT: '600' });
  const [backend, website] = [limited.stack('backend'), limited.stack('website')];
  const rate = (acl: Attributes, name = 'requests') => {
    const rules = acl['rule'] as {
      name: string;
      statement: { rate_based_statement: Attributes };
    }[];
    const rule = rules.find((one) => one.name === name);
    return rule?.statement.rate_based_statement ?? {};
  };
  const distribution = resourceOf(website, 'aws_cloudfront_distribution');
  const origins = distribution['origin'] as Record<string, unknown>[];

  it('does not exist by default', () => {
    const open = synthesize({});
    for (const name of ['backend', 'website'] as const) {
      assert.deepEqual(resourcesOf(open.stack(name), type), []);
      assert.equal(open.stack(name).provider['aws']?.length, 1);
    }
  });

  it('counts the API’s own host and CloudFront apart, by the address that each sees', () => {
    for (const stack of [backend, website]) {
      const { limit, aggregate_key_type: key } = rate(resourceOf(stack, type));
      assert.deepEqual([limit, key], [600, 'IP']);
    }
    assert.equal(resourceOf(backend, type)['scope'], 'REGIONAL');
    const atEdge = resourceOf(website, type);
    assert.equal(atEdge['scope'], 'CLOUDFRONT');
    assert.equal(atEdge['provider'], 'aws.us-east-1', 'where CloudFront looks for it');
    assert.match(String(distribution['web_acl_id']), /^\$\{aws_wafv2_web_acl\.[\w-]+\.arn\}$/);
  });

  it('lets an address create a twentieth as many rooms, however it writes the path', () => {
    for (const stack of [backend, website]) {
      const { limit, scope_down_statement: counted } = rate(resourceOf(stack, type), 'new-rooms');
      assert.equal(limit, 30);
      const text = JSON.stringify(counted);
      assert.match(text, /^\{"and_statement":.*"POST".*"\/api\/rooms".*"\/api\/rooms\/"/);
      assert.match(text, /"type":"URL_DECODE".*"type":"NORMALIZE_PATH"/);
    }
    const least = synthesize({ ADDRESS_LIMIT: '10' }).stack('backend');
    assert.equal(rate(resourceOf(least, type), 'new-rooms')['limit'], 10);
  });

  it('does not count CloudFront as one address: it shows a secret, only to the API', () => {
    const counted = JSON.stringify(rate(resourceOf(backend, type))['scope_down_statement']);
    assert.match(counted, /^\{"not_statement":.*"EXACTLY".*\$\{terraform_data\.[\w-]+\.id\}/);
    const headers = origins.map((origin) => [origin['origin_id'], origin['custom_header']]);
    const [toWebsite, toApi] = headers as [[string, undefined], [string, { name: string }[]]];
    assert.deepEqual(toWebsite, ['website', undefined]);
    const [header] = toApi[1];
    assert.ok(header && counted.includes(`"name":"${header.name}"`));
    const [output] = Object.entries(backend.output ?? {})
      .filter(([name]) => name.includes('secret'))
      .map(([, value]) => value['sensitive']);
    assert.equal(output, true);
  });

  it('covers the API before it opens', () => {
    const [association] = Object.keys(backend.resource['aws_wafv2_web_acl_association'] ?? {});
    for (const permission of resourcesOf(backend, 'aws_lambda_permission')) {
      const needed = permission['depends_on'] as string[];
      assert.ok(needed.includes(`aws_wafv2_web_acl_association.${association ?? ''}`));
    }
  });

  it('answers with a problem document that pages of other origins can read, and keeps no samples', () => {
    for (const stack of [backend, website]) {
      const acl = resourceOf(stack, type);
      const [body] = acl['custom_response_body'] as { content: string }[];
      const problem = JSON.parse(body?.content ?? '') as { code: string };
      assert.equal(problem.code, 'TOO_MANY_REQUESTS');
      const text = JSON.stringify(acl);
      assert.match(text, /"name":"access-control-allow-origin","value":"\*"/);
      assert.match(text, /"name":"retry-after","value":"60"/);
      assert.doesNotMatch(text, /"sampled_requests_enabled":true/);
    }
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
    [{ ADDRESS_LIMIT: '9' }, /ADDRESS_LIMIT is "9".*10 to/],
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
