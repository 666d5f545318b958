import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dollars, idlePriceOf } from '../../../scripts/operator/costs.ts';
import { routes } from '../../../src/api/routes.ts';
import { functions, schedules } from '../../../src/backend/functions.ts';
import { resourceOf, resourcesOf, synthesize, type StackName } from './support/synthesize.ts';

const stacks = ['backend', 'website', 'account'] as const satisfies readonly StackName[];
const production = synthesize({ APP_ENV: 'production' });
const backend = production.stack('backend');

/** Its table lists every resource type. */
const DOCS = fileURLToPath(new URL('../../../docs/deploy.md', import.meta.url));

const units = {
  function: Object.keys(functions).length,
  route: Object.keys(routes).length,
  schedule: schedules.length,
} as const;

/** The types of which there is one for each function, route or schedule, besides a fixed number. */
const perUnit: Readonly<Record<string, readonly (keyof typeof units)[]>> = {
  aws_cloudwatch_log_group: ['function'],
  aws_iam_role: ['function', 'schedule'],
  aws_iam_role_policy: ['function', 'schedule'],
  aws_lambda_function: ['function'],
  aws_lambda_function_event_invoke_config: ['schedule'],
  aws_lambda_permission: ['route'],
  aws_scheduler_schedule: ['schedule'],
};

/** A count as the table has it, such as `2`, or `1 + 1 per function`. */
function describeCount(type: string, stack: StackName, count: number): string {
  if (count === 0) return '';
  const per = stack === 'account' ? [] : (perUnit[type] ?? []);
  const fixed = per.reduce((rest, unit) => rest - units[unit], count);
  return [...(fixed === 0 ? [] : [String(fixed)]), ...per.map((unit) => `1 per ${unit}`)].join(
    ' + ',
  );
}

/** The rows of the table, by the stacks of an environment. */
function resourceRows(app: ReturnType<typeof synthesize>): string[] {
  const types = new Set(stacks.flatMap((name) => Object.keys(app.stack(name).resource)));
  return [...types].sort().map((type) => {
    const counts = stacks.map((name) =>
      describeCount(type, name, resourcesOf(app.stack(name), type).length),
    );
    const price = idlePriceOf(type);
    const cells = [`\`${type}\``, ...counts, price === 0 ? '' : `${dollars(price)} each`];
    return `| ${cells.join(' | ')} |`;
  });
}

/** Everything that is off by default. */
const everything = {
  ROOM_CREATION: 'api-key',
  ADDRESS_LIMIT: '600',
  BUDGET_MAIL: 'operators@example.org',
  DOMAIN: 'rooms.example.org',
  HOSTED_ZONE: 'Z0123ABC',
} as const;

describe('resources', () => {
  it('that a variable adds are those in the second table of docs/deploy.md', () => {
    const text = readFileSync(DOCS, 'utf8');
    for (const [variable, value] of Object.entries(everything)) {
      const row = text
        .split('\n')
        .find((line) => line.startsWith(`| \`${variable}`) && line.includes('`aws_'));
      const [, , ...cells] = row?.split('|') ?? [];
      const needed: Record<string, string> =
        variable === 'HOSTED_ZONE' ? { DOMAIN: everything.DOMAIN } : {};
      const app = synthesize({ ...needed, [variable]: value });
      const without = synthesize(needed);
      for (const [index, name] of (['backend', 'website'] as const).entries()) {
        const before = without.stack(name).resource;
        const added = Object.keys(app.stack(name).resource).filter((type) => !before[type]);
        const documented = Array.from(cells[index]?.matchAll(/`(\w+)`/g) ?? [], ([, type]) => type);
        assert.deepEqual(documented.sort(), added.sort(), `${variable}, ${name}`);
      }
    }
  });

  for (const environment of ['development', 'production']) {
    it(`of ${environment} are those in the table of docs/deploy.md, by type and stack`, () => {
      const documented = readFileSync(DOCS, 'utf8')
        .split('\n')
        .filter((line) => /^\| `(aws|terraform)_/.test(line));
      const rows = resourceRows(synthesize({ APP_ENV: environment }));
      const compact = (lines: readonly string[]) => lines.map((line) => line.replaceAll(' ', ''));
      assert.deepEqual(compact(documented), compact(rows), `Write these:\n${rows.join('\n')}`);
    });

    it(`of ${environment} carry its deployment tag`, () => {
      const app = synthesize({ APP_ENV: environment, AWS_REGION: 'eu-central-1' });
      for (const name of ['backend', 'website'] as const) {
        assert.deepEqual(app.stack(name).provider['aws'], [
          {
            default_tags: [{ tags: { 'audio-rooms:deployment': environment } }],
            region: 'eu-central-1',
          },
        ]);
      }
    });
  }
});

// The table of docs/deploy.md has the types that are charged without use. These attributes would charge others.
describe('attributes that are charged without use', () => {
  it('are not set on the table: it is billed per request and has no continuous backups', () => {
    const table = resourceOf(backend, 'aws_dynamodb_table');
    assert.equal(table['billing_mode'], 'PAY_PER_REQUEST');
    assert.equal(table['point_in_time_recovery'], undefined);
  });

  it('are not set on the API: it has no cache and no metrics for each method', () => {
    assert.equal(resourceOf(backend, 'aws_api_gateway_stage')['cache_cluster_size'], undefined);
    for (const { settings } of resourcesOf(backend, 'aws_api_gateway_method_settings')) {
      assert.equal((settings as { metrics_enabled: boolean }).metrics_enabled, false);
    }
  });

  it('are not set on the distribution: it has no firewall', () => {
    const distribution = resourceOf(production.stack('website'), 'aws_cloudfront_distribution');
    assert.equal(distribution['web_acl_id'], undefined);
  });
});

describe('alarms', () => {
  const alarms = resourcesOf(backend, 'aws_cloudwatch_metric_alarm');

  it('are at most the ten that are free', () => {
    assert.ok(alarms.length <= 10);
  });

  it('refer to the docs, and notify the topics of the configuration', () => {
    const topic = 'arn:aws:sns:us-east-1:123456789012:on-call';
    const withTopic = synthesize({ ALARM_TOPICS: topic }).stack('backend');
    for (const alarm of resourcesOf(withTopic, 'aws_cloudwatch_metric_alarm')) {
      assert.match(String(alarm['alarm_description']), /See docs\/operate\.md/);
      assert.deepEqual(alarm['alarm_actions'], [topic]);
    }
  });

  it('include expiry-lag, which is also raised if no data arrives', () => {
    const alarm = resourceOf(backend, 'aws_cloudwatch_metric_alarm', {
      alarm_name: 'audio-rooms-production-expiry-lag',
    });
    assert.equal(alarm['treat_missing_data'], 'breaching');
  });
});
