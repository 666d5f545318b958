import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  functions,
  roomQueue,
  roomsTable,
  schedules,
  stageEventRule,
  type FunctionDefinition,
  type FunctionName,
} from '../../../src/backend/functions.ts';
import { resources, deployedName } from '../../../src/local/shared/local-deployment.ts';
import { readJson, statementsOf } from './support/read-json.ts';
import { resourceOf, resourcesOf, synthesize, type Attributes } from './support/synthesize.ts';

const production = synthesize({ APP_ENV: 'production' });
const development = synthesize({ APP_ENV: 'development' });
const backend = production.stack('backend');
const names = Object.keys(functions) as FunctionName[];

const lambda = (name: FunctionName): Attributes =>
  resourceOf(backend, 'aws_lambda_function', { function_name: `audio-rooms-production-${name}` });

/** What the resource with this reference waits for, directly and through others. */
function dependenciesOf(reference: string): Set<string> {
  const all = new Set<string>();
  const visit = (one: string) => {
    if (all.has(one)) return;
    all.add(one);
    const [type = '', id = ''] = one.split('.');
    const text = JSON.stringify(backend.resource[type]?.[id] ?? {});
    for (const [next] of text.matchAll(/\baws_[a-z_]+\.[\w-]+/g)) visit(next);
  };
  visit(reference);
  all.delete(reference);
  return all;
}

const idOf = (type: string, where: (attributes: Attributes) => boolean): string => {
  const found = Object.entries(backend.resource[type] ?? {}).find(([, one]) => where(one));
  if (!found) throw new Error(`No such ${type}.`);
  return `${type}.${found[0]}`;
};

describe('functions', () => {
  for (const name of names) {
    it(`${name} is arm64 on a runtime that AWS still maintains, with its own log group`, () => {
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

  it('are called in the cloud what they are called on a laptop, but for the environment', () => {
    const here = (name: string) => name.replace('local', 'production');
    for (const name of names) {
      assert.equal(lambda(name)['function_name'], here(deployedName(name)));
    }
    assert.equal(resourceOf(backend, 'aws_dynamodb_table')['name'], here(resources.table));
    for (const queue of [resources.queue, resources.deadLetterQueue]) {
      assert.ok(resourceOf(backend, 'aws_sqs_queue', { name: here(queue) }));
    }
    const secret = resourceOf(backend, 'aws_secretsmanager_secret');
    assert.equal(secret['name'], here(resources.keyPairSecret));
    const parameter = here(resources.publicKeyParameter);
    assert.ok(resourceOf(backend, 'aws_ssm_parameter', { name: parameter }));
  });

  it('are uploaded again only if their bundle changed', () => {
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

  it('share no name', () => {
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

describe('table', () => {
  it('is the one of the manifest, on demand, with its time to live', () => {
    const table = resourceOf(backend, 'aws_dynamodb_table');
    assert.equal(table['billing_mode'], 'PAY_PER_REQUEST');
    assert.equal(table['hash_key'], roomsTable.partitionKey.name);
    assert.deepEqual(table['ttl'], {
      attribute_name: roomsTable.timeToLiveAttribute,
      enabled: true,
    });
    const [index] = table['global_secondary_index'] as Attributes[];
    assert.ok(index);
    assert.equal(index['name'], roomsTable.index.name);
    assert.equal(index['hash_key'], roomsTable.index.partitionKey.name);
    assert.equal(index['range_key'], roomsTable.index.sortKey.name);
    assert.deepEqual(index['non_key_attributes'], roomsTable.index.includes);
  });
});

describe('room events', () => {
  const queue = resourceOf(backend, 'aws_sqs_queue', {
    name: 'audio-rooms-production-room-events.fifo',
  });

  it('go from EventBridge to the FIFO queue, grouped by the stage', () => {
    const rule = resourceOf(backend, 'aws_cloudwatch_event_rule');
    assert.deepEqual(readJson(rule['event_pattern']), stageEventRule);
    const target = resourceOf(backend, 'aws_cloudwatch_event_target');
    assert.deepEqual(target['sqs_target'], { message_group_id: '$.resources[0]' });
    assert.equal(queue['content_based_deduplication'], true);
    assert.equal(queue['fifo_queue'], true);
  });

  it('are let into the queue from that rule only', () => {
    const [statement, ...others] = statementsOf(resourceOf(backend, 'aws_sqs_queue_policy'));
    assert.equal(others.length, 0);
    assert.ok(statement);
    assert.deepEqual(statement.Principal, { Service: 'events.amazonaws.com' });
    const source = statement.Condition?.['ArnEquals']?.['aws:SourceArn'];
    assert.match(String(source), /^\$\{aws_cloudwatch_event_rule\./);
  });

  it('that fail go to the dead-letter queue, where they stay for two weeks', () => {
    assert.equal(
      readJson<{ maxReceiveCount: number }>(queue['redrive_policy']).maxReceiveCount,
      roomQueue.maxReceiveCount,
    );
    const dead = resourceOf(backend, 'aws_sqs_queue', {
      name: 'audio-rooms-production-room-events-dead.fifo',
    });
    assert.equal(dead['message_retention_seconds'], 14 * 86_400);
    assert.equal(dead['fifo_queue'], true);
  });

  it('are hidden for six times as long as the consumer may take', () => {
    const { timeoutSeconds } = functions[roomQueue.consumer];
    assert.ok(Number(queue['visibility_timeout_seconds']) >= 6 * timeoutSeconds);
  });

  it('fail one by one, not by the batch', () => {
    const mapping = resourceOf(backend, 'aws_lambda_event_source_mapping');
    assert.deepEqual(mapping['function_response_types'], ['ReportBatchItemFailures']);
    assert.equal(mapping['batch_size'], roomQueue.batchSize);
  });
});

describe('schedules', () => {
  it('are those of the manifest', () => {
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

  it('do not pile up retries: the next tick does the same work', () => {
    for (const schedule of resourcesOf(backend, 'aws_scheduler_schedule')) {
      const { retry_policy: retry } = schedule['target'] as { retry_policy: Attributes };
      assert.equal(retry['maximum_retry_attempts'], 0);
    }
    for (const config of resourcesOf(backend, 'aws_lambda_function_event_invoke_config')) {
      assert.equal(config['maximum_retry_attempts'], 0);
    }
  });

  it('invoke at most twice a minute while nobody talks', () => {
    const perMinute = schedules.reduce((sum, { everyMinutes }) => sum + 1 / everyMinutes, 0);
    assert.ok(perMinute <= 2, `${perMinute}`);
  });
});

describe('key pair', () => {
  const lifeOf = (name: FunctionName) =>
    idOf('aws_lambda_invocation', (one) =>
      new RegExp(`\\.${name}_function_`).test(String(one['function_name'])),
    );
  const stage = idOf('aws_api_gateway_stage', () => true);

  it('is made by the first deploy, before the API opens', () => {
    const life = resourceOf(backend, 'aws_lambda_invocation', {
      function_name:
        backend.resource['aws_lambda_invocation']?.['key-pair-life']?.['function_name'],
    });
    assert.equal(life['lifecycle_scope'], 'CRUD');
    assert.ok(dependenciesOf(stage).has(lifeOf('rotate-key-pair')));
  });

  it('is never touched by a later deploy: the input is fixed and nothing triggers', () => {
    for (const life of resourcesOf(backend, 'aws_lambda_invocation')) {
      assert.equal(life['input'], '{}');
      assert.equal(life['triggers'], undefined);
      assert.equal(life['qualifier'], undefined);
    }
  });

  it('has no value that Terraform knows or would put back', () => {
    assert.deepEqual(resourcesOf(backend, 'aws_secretsmanager_secret_version'), []);
    const parameter = resourceOf(backend, 'aws_ssm_parameter', {
      name: '/audio-rooms/production/public-key-arn',
    });
    assert.deepEqual(parameter['lifecycle'], { ignore_changes: ['value'] });
  });

  it('is under a KMS key of ours that rotates', () => {
    assert.equal(resourceOf(backend, 'aws_kms_key')['enable_key_rotation'], true);
    const secret = resourceOf(backend, 'aws_secretsmanager_secret');
    assert.match(String(secret['kms_key_id']), /^\$\{aws_kms_key\./);
    assert.equal(secret['recovery_window_in_days'], 0);
  });

  it('and stages are removed on destroy, by functions that are still whole, after the API is closed and the schedules stopped', () => {
    for (const name of ['rotate-key-pair', 'sweep'] as const) {
      const life = lifeOf(name);
      const needed = dependenciesOf(life);
      for (const type of ['aws_lambda_function', 'aws_iam_role', 'aws_iam_role_policy']) {
        const parts = [...needed].filter((one) => one.startsWith(`${type}.${name}_`));
        assert.equal(parts.length, 1, `${name}: ${type}`);
      }
      assert.ok([...needed].some((one) => one.startsWith(`aws_cloudwatch_log_group.${name}_`)));
      assert.ok(dependenciesOf(stage).has(life));
      assert.ok(!needed.has(stage));
      for (const timer of Object.keys(backend.resource['aws_scheduler_schedule'] ?? {})) {
        assert.ok(dependenciesOf(`aws_scheduler_schedule.${timer}`).has(life));
      }
    }
  });
});

describe('alarms', () => {
  const alarms = resourcesOf(backend, 'aws_cloudwatch_metric_alarm');

  it('are no more than the ten that are free', () => {
    assert.ok(alarms.length <= 10);
  });

  it('say where to read on, and reach the topics of the configuration', () => {
    const topic = 'arn:aws:sns:us-east-1:123456789012:on-call';
    const loud = synthesize({ ALARM_TOPICS: topic }).stack('backend');
    for (const alarm of resourcesOf(loud, 'aws_cloudwatch_metric_alarm')) {
      assert.match(String(alarm['alarm_description']), /See docs\/operate\.md/);
      assert.deepEqual(alarm['alarm_actions'], [topic]);
    }
  });

  it('of expiry also ring when nobody reports', () => {
    const alarm = resourceOf(backend, 'aws_cloudwatch_metric_alarm', {
      alarm_name: 'audio-rooms-production-expiry-lag',
    });
    assert.equal(alarm['treat_missing_data'], 'breaching');
  });
});
