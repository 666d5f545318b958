import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { functions } from '../../../src/backend/functions.ts';
import { roomQueue, roomsTable, stageEventRule } from '../../../src/backend/resources.ts';
import { readJson, statementsOf } from './support/read-json.ts';
import { resourceOf, synthesize, type Attributes } from './support/synthesize.ts';

const backend = synthesize({ APP_ENV: 'production' }).stack('backend');

describe('table', () => {
  it('is the one of functions.ts, billed per request, with a time to live', () => {
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

describe('room queue', () => {
  const queue = resourceOf(backend, 'aws_sqs_queue', {
    name: 'audio-rooms-production-room-events.fifo',
  });

  it('receives stage events from EventBridge, grouped by stage', () => {
    const rule = resourceOf(backend, 'aws_cloudwatch_event_rule');
    assert.deepEqual(readJson(rule['event_pattern']), stageEventRule);
    const target = resourceOf(backend, 'aws_cloudwatch_event_target');
    assert.deepEqual(target['sqs_target'], { message_group_id: '$.resources[0]' });
    assert.equal(queue['content_based_deduplication'], true);
    assert.equal(queue['fifo_queue'], true);
  });

  it('accepts events only from that rule', () => {
    const [statement, ...others] = statementsOf(resourceOf(backend, 'aws_sqs_queue_policy'));
    assert.equal(others.length, 0);
    assert.ok(statement);
    assert.deepEqual(statement.Principal, { Service: 'events.amazonaws.com' });
    const source = statement.Condition?.['ArnEquals']?.['aws:SourceArn'];
    assert.match(String(source), /^\$\{aws_cloudwatch_event_rule\./);
  });

  it('moves failed events to the dead-letter queue, which keeps them for 14 days', () => {
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

  it('hides received events for six times the timeout of the consumer', () => {
    const { timeoutSeconds } = functions[roomQueue.consumer];
    assert.ok(Number(queue['visibility_timeout_seconds']) >= 6 * timeoutSeconds);
  });

  it('leaves most of the 10 concurrent executions of a new account to the API', () => {
    const mapping = resourceOf(backend, 'aws_lambda_event_source_mapping');
    assert.deepEqual(mapping['scaling_config'], { maximum_concurrency: 2 });
  });

  it('lets the consumer report single failures of a batch', () => {
    const mapping = resourceOf(backend, 'aws_lambda_event_source_mapping');
    assert.deepEqual(mapping['function_response_types'], ['ReportBatchItemFailures']);
    assert.equal(mapping['batch_size'], roomQueue.batchSize);
  });
});
