import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { PARTICIPANT_ID_PATTERN, ROOM_ID_PATTERN } from '../../api/limits.ts';
import { decodeName } from '../../api/name-claims.ts';
import { stageEventRule } from '../resources.ts';
import { schemaValidator } from '../http/json-body.ts';
import type { SpeakerFact } from '../rooms/presence.ts';
import { CHECK_TYPE } from './check-queue.ts';
import { REFRESH_SOURCE } from './refresh-queue.ts';

/** What one message of the room queue asks for. */
export type RoomMessage =
  | { readonly kind: 'fact'; readonly stageArn: string; readonly fact: SpeakerFact }
  | { readonly kind: 'refresh'; readonly stageArn: string; readonly correlationId?: string }
  | {
      readonly kind: 'check';
      readonly stageArn: string;
      readonly participantId: string;
      /** Epoch milliseconds. */
      readonly notBefore: number;
    }
  | { readonly kind: 'ignored' };

// The fields that are read of EventBridge's envelope. Others are allowed, since AWS adds some from time to time.
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
        pattern: `^arn:[\\w-]+:ivs:[\\w-]+:\\d{12}:stage/${ROOM_ID_PATTERN}$`,
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
    session_id: { type: 'string' },
  },
} as const satisfies JSONSchema;

const checkSchema = {
  type: 'object',
  required: ['participantId', 'notBefore'],
  properties: {
    participantId: { type: 'string', pattern: `^${PARTICIPANT_ID_PATTERN}$` },
    notBefore: { type: 'integer' },
  },
} as const satisfies JSONSchema;

const [STAGE_SOURCE] = stageEventRule.source;

const envelopeValidator = schemaValidator(envelopeSchema);
const checkValidator = schemaValidator(checkSchema);
const stageUpdateValidator = schemaValidator(stageUpdateSchema);

/** @throws Error if this is not a message of the room queue; it will end in the dead-letter queue. */
export function parseRoomMessage(body: string): RoomMessage {
  const envelope: unknown = JSON.parse(body);
  if (!envelopeValidator.validate(envelope).valid) throw new Error('Not a stage event.');
  const {
    source,
    resources,
    detail,
    'detail-type': type,
  } = envelope as FromSchema<typeof envelopeSchema>;
  const stageArn = resources[0] ?? '';
  if (source === REFRESH_SOURCE && type === CHECK_TYPE) {
    if (!checkValidator.validate(detail).valid) throw new Error('Not a check of a stage.');
    return { kind: 'check', stageArn, ...(detail as FromSchema<typeof checkSchema>) };
  }
  if (source === REFRESH_SOURCE) {
    const { correlationId } = detail;
    const known = typeof correlationId === 'string' && /^[\w-]{1,64}$/.test(correlationId);
    return { kind: 'refresh', stageArn, ...(known && { correlationId }) };
  }
  if (source !== STAGE_SOURCE) return { kind: 'ignored' };
  return parseStageUpdate(stageArn, detail);
}

function parseStageUpdate(stageArn: string, detail: object): RoomMessage {
  const name = 'event_name' in detail ? detail.event_name : undefined;
  if (name !== 'Participant Published' && name !== 'Participant Unpublished') {
    return { kind: 'ignored' };
  }
  if (!stageUpdateValidator.validate(detail).valid) throw new Error('Not a stage update.');
  const update = detail as FromSchema<typeof stageUpdateSchema>;
  const participantId = update.participant_id;
  const at = parseMicroseconds(update.event_time_precise ?? update.event_time);
  if (name === 'Participant Unpublished') {
    return { kind: 'fact', stageArn, fact: { participantId, state: { on: false, at } } };
  }
  const speaker = decodeName(update.user_id ?? '');
  if (speaker === undefined) return { kind: 'ignored' }; // another application's token: a lobby could not show a name
  return {
    kind: 'fact',
    stageArn,
    fact: {
      participantId,
      state: { on: true, at, name: speaker },
      ...(update.session_id !== undefined && { sessionId: update.session_id }),
    },
  };
}

/** Microseconds since the epoch, which are exact in a double until 2255. IVS writes 0, 6 or 9 decimals of a second. */
export function parseMicroseconds(time: string): number {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(time);
  const milliseconds = Date.parse(`${parts?.[1] ?? ''}Z`);
  if (Number.isNaN(milliseconds)) throw new Error('Not an event time.');
  return milliseconds * 1000 + Number((parts?.[2] ?? '').padEnd(6, '0').slice(0, 6));
}
