import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  functions,
  schedules,
  type FunctionDefinition,
  type FunctionName,
} from '../../../src/backend/functions.ts';
import { resources, deployedName } from '../../../src/local/shared/local-deployment.ts';
import { resourceOf, resourcesOf, synthesize, type Attributes } from './support/synthesize.ts';

const production = synthesize({ APP_ENV: 'production' });
const development = synthesize({ APP_ENV: 'development' });
const backend = production.stack('backend');
const names = Object.keys(functions) as FunctionName[];

const lambda = (name: FunctionName): Attributes =>
  resourceOf(backend, 'aws_lambda_function', { function_name: `audio-rooms-production-${name}` });

describe('functions', () => {
  for (const name of names) {
    it(`${name} runs on arm64 and a maintained runtime, and has its own log group`, () => {
      const attributes = lambda(name);
      const definition: FunctionDefinition = functions[name];
      assert.deepEqual(attributes['architectures'], ['arm64']);
      assert.equal(attributes['runtime'], 'nodejs24.x');
      assert.equal(attributes['timeout'], definition.timeoutSeconds);
      assert.equal(attributes['memory_size'], definition.memoryMb);
      const logs = resourceOf(backend, 'aws_cloudwatch_log_group', {
        name: `/aws/lambda/audio-rooms-production-${name}`,
      });
      assert.equal(logs['retention_in_days'], 30);
    });
  }

  it('and other resources have the same names locally, apart from the environment', () => {
    const inProduction = (name: string) => name.replace('local', 'production');
    for (const name of names) {
      assert.equal(lambda(name)['function_name'], inProduction(deployedName(name)));
    }
    assert.equal(resourceOf(backend, 'aws_dynamodb_table')['name'], inProduction(resources.table));
    for (const queue of [resources.queue, resources.deadLetterQueue]) {
      assert.ok(resourceOf(backend, 'aws_sqs_queue', { name: inProduction(queue) }));
    }
    const secret = resourceOf(backend, 'aws_secretsmanager_secret');
    assert.equal(secret['name'], inProduction(resources.keyPairSecret));
    const parameter = inProduction(resources.publicKeyParameter);
    assert.ok(resourceOf(backend, 'aws_ssm_parameter', { name: parameter }));
  });

  it('are uploaded again only if their bundle has changed', () => {
    const hashes = (app: typeof production) =>
      resourcesOf(app.stack('backend'), 'aws_lambda_function').map(
        (one) => one['source_code_hash'],
      );
    assert.deepEqual(hashes(production), hashes(development));
    assert.equal(new Set(hashes(production)).size, names.length);
  });
});

describe('environments', () => {
  const lifetime = (app: typeof production, name: string) =>
    (
      resourceOf(app.stack('backend'), 'aws_lambda_function', { function_name: name })[
        'environment'
      ] as { variables: Record<string, string> }
    ).variables['ROOM_LIFETIME_SECONDS'];

  it('give rooms 1 hour in production and 6 hours in development', () => {
    assert.equal(lifetime(production, 'audio-rooms-production-create-room'), '3600');
    assert.equal(lifetime(development, 'audio-rooms-development-create-room'), '21600');
  });

  it('have no resource name in common', () => {
    const namesIn = (app: typeof production) =>
      Object.values(app.stack('backend').resource)
        .flatMap((all) => Object.values(all))
        .flatMap((one) => [one['name'], one['function_name'], one['alarm_name']])
        .filter(
          (name) => typeof name === 'string' && name !== 'least-privilege' && name !== 'invoke',
        )
        .filter((name) => !String(name).startsWith('${'));
    const inDevelopment = new Set(namesIn(development));
    assert.deepEqual(
      namesIn(production).filter((name) => inDevelopment.has(name)),
      [],
    );
  });
});

describe('schedules', () => {
  it('are those of functions.ts', () => {
    const deployed = resourcesOf(backend, 'aws_scheduler_schedule').map((one) => [
      one['name'],
      one['schedule_expression'],
    ]);
    const wanted = schedules.map(({ function: name, everyMinutes }) => [
      `audio-rooms-production-${name}-timer`,
      everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes} minutes)`,
    ]);
    assert.ok(wanted.length > 0);
    assert.deepEqual(deployed.sort(), wanted.sort());
  });

  it('do not retry, because the next run does the same work', () => {
    for (const schedule of resourcesOf(backend, 'aws_scheduler_schedule')) {
      const { retry_policy: retry } = schedule['target'] as { retry_policy: Attributes };
      assert.equal(retry['maximum_retry_attempts'], 0);
    }
    for (const config of resourcesOf(backend, 'aws_lambda_function_event_invoke_config')) {
      assert.equal(config['maximum_retry_attempts'], 0);
    }
  });

  it('cause at most two invocations a minute without use', () => {
    const perMinute = schedules.reduce((sum, { everyMinutes }) => sum + 1 / everyMinutes, 0);
    assert.ok(perMinute <= 2, `${perMinute}`);
  });
});
