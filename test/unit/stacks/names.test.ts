import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ivsRegions } from '../../../stacks/configuration.ts';
import { untaggedNames, type UntaggedType } from '../../../stacks/untagged-names.ts';
import { resourcesOf, synthesize, type StackName } from './support/synthesize.ts';

/** Types whose names are unique in an account, over all Regions, and the longest that a name may be. */
const accountWide: Readonly<Record<string, { stack: StackName; longest: number }>> = {
  aws_budgets_budget: { stack: 'backend', longest: 100 },
  aws_cloudwatch_dashboard: { stack: 'backend', longest: 255 },
  aws_iam_role: { stack: 'backend', longest: 64 },
  aws_cloudfront_cache_policy: { stack: 'website', longest: 128 },
  aws_cloudfront_function: { stack: 'website', longest: 64 },
  aws_cloudfront_origin_access_control: { stack: 'website', longest: 64 },
  aws_cloudfront_response_headers_policy: { stack: 'website', longest: 128 },
};

const environment = 'a'.repeat(18); // the longest
const longestRegion = [...ivsRegions].sort((a, b) => b.length - a.length)[0] ?? '';
const synthesizeIn = (region: string) =>
  synthesize({ APP_ENV: environment, AWS_REGION: region, BUDGET_MAIL: 'ops@example.org' });
const app = synthesizeIn(longestRegion);

const namesIn = (from: typeof app, type: string): string[] =>
  resourcesOf(from.stack(accountWide[type]?.stack ?? 'backend'), type).map(
    ({ name, dashboard_name: other }) => String(name ?? other),
  );

describe('names', () => {
  it('of what AWS does not find by its tag are those that the doctor looks for', () => {
    const expected = untaggedNames(environment, longestRegion);
    for (const type of Object.keys(expected) as UntaggedType[]) {
      const found = (['backend', 'website'] as const).flatMap((stack) =>
        resourcesOf(app.stack(stack), type).map(({ name, dashboard_name: other }) =>
          String(name ?? other),
        ),
      );
      assert.deepEqual(found.sort(), [...expected[type]].sort(), type);
    }
  });

  it('of a deployment in one Region are not those of a deployment in another', () => {
    const other = synthesizeIn('us-east-1');
    for (const type of Object.keys(accountWide)) {
      const names = namesIn(app, type);
      assert.ok(names.length > 0, type);
      assert.deepEqual(
        namesIn(other, type).filter((name) => names.includes(name)),
        [],
      );
    }
  });

  it('fit for the longest environment and Region', () => {
    for (const [type, { longest }] of Object.entries(accountWide)) {
      for (const name of namesIn(app, type)) {
        assert.ok(name.length <= longest, `${name} has ${name.length} characters`);
      }
    }
    // 26 random characters follow, and a bucket's name has at most 63.
    for (const bucket of resourcesOf(app.stack('website'), 'aws_s3_bucket')) {
      assert.ok(String(bucket['bucket_prefix']).length <= 37);
    }
  });
});
