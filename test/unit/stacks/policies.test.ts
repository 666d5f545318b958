import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  DEPLOYMENT_TAG,
  functions,
  type FunctionDefinition,
  type FunctionName,
} from '../../../src/backend/functions.ts';
import type { Statement } from '../../../stacks/policies.ts';
import { serviceActions } from './support/service-actions.ts';
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

describe('roles', () => {
  it('belong to one function each', () => {
    for (const name of names) {
      const role = resourceOf(backend, 'aws_lambda_function', {
        function_name: `audio-rooms-production-${name}`,
      })['role'];
      assert.match(String(role), new RegExp(`^\\$\\{aws_iam_role\\.${name}_role_`));
    }
  });

  for (const name of names) {
    it(`allow ${name} exactly what functions.ts lists`, () => {
      const definition: FunctionDefinition = functions[name];
      const granted = policyOf(name)
        .flatMap(actionsOf)
        .filter((action) => !serviceActions.includes(action));
      const listed = Object.values(definition.uses).flat();
      assert.deepEqual([...new Set(granted)].sort(), [...new Set(listed)].sort());
    });
  }

  it('never allow actions by wildcard', () => {
    for (const name of names) {
      for (const action of policyOf(name).flatMap(actionsOf)) assert.ok(!action.includes('*'));
    }
  });

  it('allow actions on all resources only to create, with our tag, and to list', () => {
    const lists = ['ivs:ListStages', 'ivs:ListPublicKeys', 'ivschat:ListRooms'];
    const tagged = { StringEquals: { [`aws:RequestTag/${DEPLOYMENT_TAG}`]: 'production' } };
    for (const name of names) {
      for (const statement of policyOf(name)) {
        if (![statement.Resource].flat().includes('*')) continue;
        const actions = actionsOf(statement);
        if (actions.every((action) => lists.includes(action))) continue;
        assert.deepEqual(statement.Condition, tagged, `${name}: ${actions.join()}`);
        const creations = /^(ivs:(CreateStage|ImportPublicKey)|ivschat:CreateRoom)$/;
        for (const action of actions) assert.match(action, creations);
      }
    }
  });

  it('allow other IVS actions only on resources with the deployment tag', () => {
    const owned = { StringEquals: { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: 'production' } };
    const requested = { StringEquals: { [`aws:RequestTag/${DEPLOYMENT_TAG}`]: 'production' } };
    for (const name of names) {
      for (const statement of policyOf(name)) {
        const actions = actionsOf(statement);
        if (statement.Resource === '*' || !actions.some((action) => /^ivs(chat)?:/.test(action))) {
          continue;
        }
        assert.match(
          String(statement.Resource),
          /^arn:aws:(ivs:.*:(stage|public-key)|ivschat:.*:room)\/\*$/,
        );
        const expected = actions.some((action) => action.endsWith(':TagResource'))
          ? requested
          : owned;
        assert.deepEqual(statement.Condition, expected, `${name}: ${actions.join()}`);
      }
    }
  });

  it('allow use of the KMS key only through Secrets Manager, and to generate P-384 key pairs', () => {
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

  it('allow reading the private key only to functions that sign, verify or rotate', () => {
    const readers = names.filter((name) =>
      policyOf(name).flatMap(actionsOf).includes('secretsmanager:GetSecretValue'),
    );
    assert.deepEqual(
      readers.filter(
        (name) =>
          !['create-room', 'join-room', 'open-channel', 'rotate-key-pair', 'sweep'].includes(name),
      ),
      [],
    );
  });

  it('of schedules allow invoking their function only, for this account only', () => {
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
