import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { decodeUserId } from '../../api/names.ts';
import type { SpeakerFact } from '../rooms/presence.ts';
import { REFRESH_SOURCE } from './refresh-message.ts';
import { schemaValidator } from '../http/schema-validator.ts';

/** What one message of the room queue asks for. */
export type RoomMessage =
  | { readonly kind: 'fact'; readonly stageArn: string; readonly fact: SpeakerFact }
  | { readonly kind: 'refresh'; readonly stageArn: string; readonly correlationId?: string }
  | { readonly kind: 'ignored' };

// What EventBridge sends for IVS, and no more than what is read. Not "no other fields": AWS adds some now and then.
const envelopeSchema = {
  type: 'object',
  required: ['source', 'detail-type', 'resources', 'detail'],
  properties: {
    source: { type: 'string' },
    'detail-type': { type: 'string' },
    resources: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'string',
        pattern: '^arn:[\\w-]+:ivs:[\\w-]+:\\d{12}:stage/[A-Za-z0-9]{1,64}$',
      },
    },
    detail: { type: 'object' },
  },
} as const satisfies JSONSchema;

const stageUpdateSchema = {
  type: 'object',
  required: ['event_name', 'event_time', 'participant_id'],
  properties: {
    event_name: { type: 'string' },
    event_time: { type: 'string' },
    event_time_precise: { type: 'string' },
    participant_id: { type: 'string', pattern: '^[\\w-]{1,64}$' },
    user_id: { type: 'string' },
  },
} as const satisfies JSONSchema;

const envelopeValidator = schemaValidator(envelopeSchema);
const stageUpdateValidator = schemaValidator(stageUpdateSchema);

/** @throws if the message is none that this queue should ever hold: it belongs into the dead-letter queue. */
export function parseRoomMessage(body: string): RoomMessage {
  const envelope: unknown = JSON.parse(body);
  if (!envelopeValidator.validate(envelope).valid) throw new Error('Not an event of a stage.');
  const { source, resources, detail } = envelope as FromSchema<typeof envelopeSchema>;
  const stageArn = resources[0] ?? '';
  if (source === REFRESH_SOURCE) {
    const { correlationId } = detail;
    const known = typeof correlationId === 'string' && /^[\w-]{1,64}$/.test(correlationId);
    return { kind: 'refresh', stageArn, ...(known && { correlationId }) };
  }
  if (source !== 'aws.ivs') return { kind: 'ignored' };
  return parseStageUpdate(stageArn, detail);
}

function parseStageUpdate(stageArn: string, detail: object): RoomMessage {
  const name = 'event_name' in detail ? detail.event_name : undefined;
  if (name !== 'Participant Published' && name !== 'Participant Unpublished') {
    return { kind: 'ignored' };
  }
  if (!stageUpdateValidator.validate(detail).valid) throw new Error('Not an update of a stage.');
  const update = detail as FromSchema<typeof stageUpdateSchema>;
  const participantId = update.participant_id;
  const at = parseMicroseconds(update.event_time_precise ?? update.event_time);
  if (name === 'Participant Unpublished') {
    return { kind: 'fact', stageArn, fact: { participantId, state: { on: false, at } } };
  }
  const speaker = decodeUserId(update.user_id ?? '');
  if (speaker === undefined) return { kind: 'ignored' }; // not a token of ours: nobody that a lobby could name
  return {
    kind: 'fact',
    stageArn,
    fact: { participantId, state: { on: true, at, name: speaker } },
  };
}

/** Microseconds since the epoch; IVS writes 0, 6 or 9 digits after the point. They fit a double until 2255. */
export function parseMicroseconds(time: string): number {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(time);
  const milliseconds = Date.parse(`${parts?.[1] ?? ''}Z`);
  if (Number.isNaN(milliseconds)) throw new Error('Not a time of an event.');
  return milliseconds * 1000 + Number((parts?.[2] ?? '').padEnd(6, '0').slice(0, 6));
}
