import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import './support/silence.ts';
import { refreshMessage } from '../../../src/backend/presence/refresh-queue.ts';
import {
  parseMicroseconds,
  parseRoomMessage,
} from '../../../src/backend/presence/room-message-parser.ts';
import { handleBodies } from './support/queue-messages.ts';
import { stageUpdate } from './support/stage-model.ts';

const ARN = 'arn:aws:ivs:us-east-1:000000000000:stage/AbCdEf123456';
const OTHER = 'arn:aws:ivs:us-east-1:000000000000:stage/Other0000000';
const AT = Date.UTC(2026, 10, 22, 12, 0, 0, 345);
const update = (eventName: string, changes: object = {}, stageArn = ARN) =>
  stageUpdate(stageArn, { eventName, id: 'Ann', at: AT, ...changes });
const edited = (body: string, edit: (event: Event) => void) => {
  const event = JSON.parse(body) as Event;
  edit(event);
  return JSON.stringify(event);
};
interface Event {
  source: string;
  resources: unknown[];
  detail: Record<string, unknown>;
}

describe('a message in the room queue', () => {
  it('says who went on stage, with the time in microseconds', () => {
    assert.deepEqual(parseRoomMessage(update('Participant Published')), {
      kind: 'fact',
      stageArn: ARN,
      fact: {
        participantId: 'Ann',
        state: { on: true, at: AT * 1000, name: 'Ann' },
        sessionId: 'st-0123456789abc',
      },
    });
  });

  it('says who left, to the second if IVS is no more precise', () => {
    assert.deepEqual(parseRoomMessage(update('Participant Unpublished', { precise: false })), {
      kind: 'fact',
      stageArn: ARN,
      fact: { participantId: 'Ann', state: { on: false, at: (AT - 345) * 1000 } },
    });
  });

  it('requests a refresh, with the correlation id of the request', () => {
    const message = parseRoomMessage(refreshMessage(ARN, 'request-1'));
    assert.deepEqual(message, { kind: 'refresh', stageArn: ARN, correlationId: 'request-1' });
  });

  it('is ignored if it is of another kind', () => {
    const names = [
      'Participant Publish Error',
      'Token Exchanged',
      'Participant Replication Start',
      'Some News',
      '',
    ];
    for (const name of names) assert.deepEqual(parseRoomMessage(update(name)), { kind: 'ignored' });
    const foreign = edited(
      update('Participant Published'),
      (event) => (event.detail['user_id'] = 'Bob Ross!'),
    );
    assert.deepEqual(parseRoomMessage(foreign), { kind: 'ignored' });
    const other = edited(update('Participant Published'), (event) => (event.source = 'aws.ec2'));
    assert.deepEqual(parseRoomMessage(other), { kind: 'ignored' });
  });

  it('is an error if it is malformed', () => {
    const malformed = [
      '',
      'null',
      '[]',
      '{}',
      edited(update('Participant Published'), (event) => (event.resources = [])),
      edited(update('Participant Published'), (event) => (event.resources = ['arn:aws:s3:::x'])),
      edited(update('Participant Published'), (event) => delete event.detail['participant_id']),
      edited(
        update('Participant Published'),
        (event) => (event.detail['participant_id'] = 'x'.repeat(65)),
      ),
      edited(
        update('Participant Published'),
        (event) => (event.detail['event_time_precise'] = 'noon'),
      ),
      edited(update('Participant Unpublished'), (event) => (event.detail['event_time'] = 5)),
    ];
    for (const body of malformed) assert.throws(() => parseRoomMessage(body), Error, body);
  });

  it('is handled or reported as failed, whatever it is', () => {
    const inEvent = (detail: object) =>
      edited(update('Participant Published'), (event) => Object.assign(event.detail, detail));
    const strange = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }));
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.object().map((detail) => inEvent(detail)),
      fc
        .record({ event_time_precise: strange, participant_id: strange, user_id: strange })
        .map(inEvent),
    );
    const property = fc.asyncProperty(fc.array(body, { maxLength: 10 }), async (bodies) => {
      await handleBodies(bodies, {
        addFacts: () => Promise.resolve(),
        refresh: () => Promise.resolve(),
        checkStage: () => Promise.resolve(),
      });
    });
    return fc.assert(property, { numRuns: 2000 });
  });

  it('has a time with 0 to 9 decimals', () => {
    const whole = Date.UTC(2025, 10, 18, 16, 40, 32) * 1000;
    assert.equal(parseMicroseconds('2025-11-18T16:40:32Z'), whole);
    assert.equal(parseMicroseconds('2025-11-18T16:40:32.1Z'), whole + 100_000);
    assert.equal(parseMicroseconds('2025-11-18T16:40:32.123456Z'), whole + 123_456);
    assert.equal(parseMicroseconds('2025-11-18T16:40:32.123456789Z'), whole + 123_456);
    assert.throws(() => parseMicroseconds('2025-11-18T16:40:32+01:00'));
    assert.throws(() => parseMicroseconds('2025-13-18T16:40:32Z'));
  });
});

describe('a batch of messages', () => {
  it('reports only malformed messages as failed, and handles others of the same room', async () => {
    const updated: string[] = [];
    const bodies = [
      'malformed',
      update('Participant Published'),
      update('Participant Published', {}, OTHER),
    ];
    const result = await handleBodies(bodies, {
      addFacts: (arn) => Promise.resolve(void updated.push(arn)),
      refresh: () => Promise.resolve(),
      checkStage: () => Promise.resolve(),
    });
    assert.deepEqual(result, { batchItemFailures: [{ itemIdentifier: 'm0' }] });
    assert.deepEqual(updated, [ARN, OTHER]);
  });

  it('reports all messages of a room that could not be written, but none of other rooms', async () => {
    const bodies = [
      update('Participant Published'),
      refreshMessage(ARN, 'r'),
      update('Participant Published', {}, OTHER),
    ];
    const result = await handleBodies(bodies, {
      addFacts: (arn) => (arn === ARN ? Promise.reject(new Error('no')) : Promise.resolve()),
      refresh: () => Promise.resolve(),
      checkStage: () => Promise.resolve(),
    });
    assert.deepEqual(
      result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      ['m0', 'm1'],
    );
  });

  it('makes one write and one refresh per room', async () => {
    const calls: string[] = [];
    const bodies = [
      update('Participant Published'),
      refreshMessage(ARN, 'r'),
      refreshMessage(ARN, 'r'),
      update('Participant Unpublished'),
    ];
    await handleBodies(bodies, {
      addFacts: (_, facts) => Promise.resolve(void calls.push(`learn ${facts.length}`)),
      refresh: () => Promise.resolve(void calls.push('refresh')),
      checkStage: () => Promise.resolve(),
    });
    assert.deepEqual(calls, ['learn 2', 'refresh']);
  });
});
