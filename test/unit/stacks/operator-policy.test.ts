import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfiguration } from '../../../stacks/configuration.ts';
import { MANAGED_POLICY_LIMIT, operatorPolicy } from '../../../stacks/operator-policy.ts';
import { allows, type IamCall } from './support/iam-evaluation.ts';
import { operatorCalls } from './support/operator-calls.ts';
import { ACCOUNT, arn, REGION, removals } from './support/removals.ts';
import { synthesize } from './support/synthesize.ts';

const everything = {
  APP_ENV: 'production',
  AWS_REGION: REGION,
  ROOM_CREATION: 'api-key',
  ADDRESS_LIMIT: '600',
  BUDGET_MAIL: 'operators@example.org',
  DOMAIN: 'rooms.example.org',
  HOSTED_ZONE: 'Z0123ABC',
  TF_STATE_BUCKET: 'states-of-the-company',
} as const;

const policyOf = (variables: Record<string, string>) =>
  operatorPolicy(readConfiguration({ AWS_REGION: REGION, ...variables }), ACCOUNT);
const policy = policyOf(everything);

/** The keys that AWS sends with a call on something of a deployment. */
const contextOf = (deployment: string): IamCall['context'] => ({
  'iam:PassedToService': 'lambda.amazonaws.com',
  'aws:RequestTag/audio-rooms:deployment': deployment,
  'aws:ResourceTag/audio-rooms:deployment': deployment,
  'lambda:FunctionArn': `arn:aws:lambda:${REGION}:${ACCOUNT}:function:audio-rooms-${deployment}-update-room`,
});

const denied = (calls: readonly IamCall[], by = policy): string[] =>
  calls.filter((call) => !allows(by, call)).map(({ action, resource }) => `${action} ${resource}`);

describe('the policy of operators', () => {
  const calls = operatorCalls.flatMap(([service, resource, actions]) =>
    actions.split(' ').map((action) => ({
      action: `${service}:${action}`,
      resource,
      context: contextOf('production'),
    })),
  );

  it('allows every call that Terraform makes to deploy, change and destroy everything', () => {
    assert.ok(calls.length > 100);
    assert.deepEqual(denied(calls), []);
  });

  it('allows the lists with which the scripts look for what is there', () => {
    const lists = [
      ...['cloudwatch:ListDashboards', 'iam:ListRoles', 'ivs:ListPublicKeys', 'ivs:ListStages'],
      ...['kms:ListAliases', 'lambda:GetAccountSettings', 'scheduler:ListSchedules'],
      ...['cloudfront:ListCachePolicies', 'cloudfront:ListFunctions', 'tag:GetResources'],
    ].map((action) => ({ action, resource: '*' }));
    assert.deepEqual(denied(lists), []);
  });

  it('does not allow what belongs to another deployment, to another app, or to nobody', () => {
    const refused: readonly [action: string, resource: string, context?: IamCall['context']][] = [
      ['dynamodb:DeleteTable', arn('dynamodb', 'table/audio-rooms-staging-rooms')],
      ['lambda:DeleteFunction', arn('lambda', 'function:audio-rooms-staging-sweep')],
      ['lambda:DeleteEventSourceMapping', '*', contextOf('staging')],
      ['s3:DeleteBucket', 'arn:aws:s3:::audio-rooms-staging-2026'],
      ['s3:GetObject', 'arn:aws:s3:::states-of-the-company/audio-rooms/staging/backend.tfstate'],
      ['s3:GetObject', 'arn:aws:s3:::states-of-the-company/other-app/terraform.tfstate'],
      ['ssm:PutParameter', arn('ssm', 'parameter/audio-rooms/staging/backend')],
      ['ssm:GetParameter', arn('ssm', 'parameter/other-app/password')],
      ['kms:ScheduleKeyDeletion', arn('kms', 'key/1234abcd'), contextOf('staging')],
      ['kms:ScheduleKeyDeletion', arn('kms', 'key/1234abcd')],
      ['kms:Decrypt', arn('kms', 'key/1234abcd'), contextOf('production')],
      [
        'secretsmanager:GetSecretValue',
        arn('secretsmanager', 'secret:audio-rooms-production-key-pair-Ab'),
      ],
      ['iam:PutRolePolicy', `arn:aws:iam::${ACCOUNT}:role/audio-rooms-staging-sweep`],
      ['iam:CreateRole', `arn:aws:iam::${ACCOUNT}:role/admin`],
      ['iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/audio-rooms-production-me`],
      [
        'iam:PassRole',
        `arn:aws:iam::${ACCOUNT}:role/audio-rooms-production-us-east-1-sweep`,
        { 'iam:PassedToService': 'ec2.amazonaws.com' },
      ],
      ['ivs:DeleteStage', arn('ivs', 'stage/abc'), contextOf('production')],
      ['wafv2:DeleteWebACL', arn('wafv2', 'regional/webacl/company/1234')],
      ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z9999XYZ'],
      ['acm:DeleteCertificate', `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/1234`],
    ];
    for (const [action, resource, context = {}] of refused) {
      assert.ok(!allows(policy, { action, resource, context }), `${action} ${resource}`);
    }
  });

  it('allows what is off by default only if it is on', () => {
    const plain = policyOf({ APP_ENV: 'production' });
    for (const service of ['wafv2', 'acm', 'route53', 'budgets', 'states-of-the-company']) {
      assert.ok(JSON.stringify(policy).includes(service), service);
      assert.ok(!JSON.stringify(plain).includes(service), service);
    }
    assert.ok(!JSON.stringify(plain).includes('apikeys'));
  });

  it('fits into one managed policy, with the longest names', () => {
    const longest = { ...everything, APP_ENV: 'a'.repeat(18), AWS_REGION: 'ap-northeast-1' };
    const { length } = JSON.stringify(policyOf(longest));
    assert.ok(length <= MANAGED_POLICY_LIMIT, String(length));
  });

  it('covers every type of resource in the stacks, by the name that it has there', () => {
    const app = synthesize({ ...everything });
    for (const name of ['backend', 'website'] as const) {
      for (const [type, all] of Object.entries(app.stack(name).resource)) {
        const call = removals[type];
        assert.ok(call, `Add ${type} to the test, and what removes it to the policy.`);
        for (const attributes of Object.values(all)) {
          const [action, resource] = call(attributes);
          const context = contextOf('production');
          assert.ok(allows(policy, { action, resource, context }), `${action} ${resource}`);
        }
      }
    }
  });
});
