import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  DEPLOYMENT_TAG,
  functions,
  type FunctionDefinition,
  type FunctionName,
} from '../../../src/backend/functions.ts';
import type { Statement } from '../../../stacks/policies.ts';
import { actionsOf, statementsOf } from './support/read-json.ts';
import { resourceOf, resourcesOf, synthesize } from './support/synthesize.ts';

const backend = synthesize({ APP_ENV: 'production' }).stack('backend');
const names = Object.keys(functions) as FunctionName[];

const policyOf = (name: FunctionName): readonly Statement[] => {
  const [key] = Object.keys(backend.resource['aws_iam_role_policy'] ?? {}).filter((id) =>
    id.startsWith(`${name}_policy`),
  );
  return statementsOf(backend.resource['aws_iam_role_policy']?.[key ?? ''] ?? {});
};

/** Granted beside what the manifest lists, because AWS services act in the function's name. */
const implied: readonly string[] = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'kms:Decrypt', // Secrets Manager, for the secret
  'kms:GenerateDataKey', // Secrets Manager, for a new version of it
  'sqs:ReceiveMessage', // Lambda, which reads the queue
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
];

describe('roles', () => {
  it('are one for each function, and a function has its own', () => {
    for (const name of names) {
      const role = resourceOf(backend, 'aws_lambda_function', {
        function_name: `audio-rooms-production-${name}`,
      })['role'];
      assert.match(String(role), new RegExp(`^\\$\\{aws_iam_role\\.${name}_role_`));
    }
  });

  for (const name of names) {
    it(`let ${name} do what the manifest lists, and no more`, () => {
      const definition: FunctionDefinition = functions[name];
      const granted = policyOf(name)
        .flatMap(actionsOf)
        .filter((action) => !implied.includes(action));
      const listed = Object.values(definition.uses).flat();
      assert.deepEqual([...new Set(granted)].sort(), [...new Set(listed)].sort());
    });
  }

  it('are never given a wildcard among actions', () => {
    for (const name of names) {
      for (const action of policyOf(name).flatMap(actionsOf)) assert.ok(!action.includes('*'));
    }
  });

  it('reach everything only where IVS has no names, and then only with our tag or to list', () => {
    const lists = ['ivs:ListStages', 'ivs:ListPublicKeys'];
    const tagged = { StringEquals: { [`aws:RequestTag/${DEPLOYMENT_TAG}`]: 'production' } };
    for (const name of names) {
      for (const statement of policyOf(name)) {
        if (![statement.Resource].flat().includes('*')) continue;
        const actions = actionsOf(statement);
        if (actions.every((action) => lists.includes(action))) continue;
        assert.deepEqual(statement.Condition, tagged, `${name}: ${actions.join()}`);
        for (const action of actions) assert.match(action, /^ivs:(CreateStage|ImportPublicKey)$/);
      }
    }
  });

  it('reach only stages and public keys that carry the tag of the deployment', () => {
    const owned = { StringEquals: { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: 'production' } };
    const requested = { StringEquals: { [`aws:RequestTag/${DEPLOYMENT_TAG}`]: 'production' } };
    for (const name of names) {
      for (const statement of policyOf(name)) {
        const actions = actionsOf(statement);
        if (statement.Resource === '*' || !actions.some((action) => action.startsWith('ivs:'))) {
          continue;
        }
        assert.match(String(statement.Resource), /^arn:aws:ivs:.*:(stage|public-key)\/\*$/);
        const expected = actions.includes('ivs:TagResource') ? requested : owned;
        assert.deepEqual(statement.Condition, expected, `${name}: ${actions.join()}`);
      }
    }
  });

  it('let only Secrets Manager use the KMS key, but for making key pairs of P-384', () => {
    for (const name of names) {
      for (const statement of policyOf(name)) {
        for (const action of actionsOf(statement).filter((one) => one.startsWith('kms:'))) {
          const { StringEquals } = statement.Condition ?? {};
          if (action === 'kms:GenerateDataKeyPair') {
            assert.deepEqual(StringEquals, { 'kms:DataKeyPairSpec': 'ECC_NIST_P384' });
          } else {
            assert.match(String(StringEquals?.['kms:ViaService']), /^secretsmanager\./);
          }
        }
      }
    }
  });

  it('let only the private key reach those that sign or rotate', () => {
    const readers = names.filter((name) =>
      policyOf(name).flatMap(actionsOf).includes('secretsmanager:GetSecretValue'),
    );
    assert.deepEqual(
      readers.filter(
        (name) => !['create-room', 'join-room', 'rotate-key-pair', 'sweep'].includes(name),
      ),
      [],
    );
  });

  it('of schedules may invoke their function and are for this account alone', () => {
    for (const schedule of resourcesOf(backend, 'aws_scheduler_schedule')) {
      const target = schedule['target'] as { arn: string; role_arn: string };
      const id = /aws_iam_role\.([\w-]+)_role_/.exec(target.role_arn)?.[1] ?? '';
      const policies = Object.entries(backend.resource['aws_iam_role_policy'] ?? {});
      const policy = policies.find(([key]) => key.startsWith(`${id}_policy`))?.[1] ?? {};
      assert.deepEqual(statementsOf(policy), [
        { Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: target.arn },
      ]);
      const roles = Object.entries(backend.resource['aws_iam_role'] ?? {});
      const role = roles.find(([key]) => key.startsWith(`${id}_role`))?.[1] ?? {};
      const [trust] = statementsOf(role, 'assume_role_policy');
      assert.ok(trust?.Condition?.['StringEquals']?.['aws:SourceAccount']);
    }
  });
});
