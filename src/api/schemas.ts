import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { MAX_NAME_BYTES, MAX_NAME_LENGTH, ROOM_ID_PATTERN } from './limits.ts';

// Written in the subset of JSON Schema draft 4 that API Gateway's models accept: no $ref between schemas, no oneOf, and
// no reliance on `format`. They type the client, validate requests in the handlers and become the OpenAPI document.

const name = {
  type: 'string',
  description: `Display name, 1 to ${MAX_NAME_LENGTH} characters as people count them, of any script.`,
  minLength: 1,
  maxLength: MAX_NAME_BYTES, // in code points, before cleaning; parseName decides
} as const satisfies JSONSchema;

const role = {
  type: 'string',
  description: 'A speaker may publish audio, a listener may not. Default: listener.',
  enum: ['listener', 'speaker'],
} as const satisfies JSONSchema;

const clock = {
  type: 'integer',
  description:
    "The visitor's own clock, in milliseconds since 1970. If it is ahead, the token is valid for that much longer, up to a day: the IVS SDK compares the token with this clock.",
} as const satisfies JSONSchema;

const roomId = { type: 'string', pattern: `^${ROOM_ID_PATTERN}$` } as const satisfies JSONSchema;
const dateTime = { type: 'string', format: 'date-time' } as const satisfies JSONSchema;

export const createRoomRequestSchema = {
  type: 'object',
  required: ['name'],
  properties: { name, role, clock },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const joinRoomRequestSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name,
    role,
    clock,
    token: {
      type: 'string',
      description:
        'The token to renew. The new one has the same participant id, so the client can exchange them.',
      minLength: 1,
      maxLength: 4096,
    },
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const roomSchema = {
  type: 'object',
  required: ['id', 'live', 'speakers', 'listeners', 'createdAt', 'expiresAt', 'now'],
  properties: {
    id: roomId,
    live: { type: 'boolean', description: 'Whether somebody is on stage.' },
    speakers: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string' }, name: { type: 'string' } },
        additionalProperties: false,
      },
    },
    listeners: { type: 'integer', minimum: 0 },
    createdAt: dateTime,
    expiresAt: dateTime,
    now: {
      ...dateTime,
      description: "The server's time, because the visitor's clock may be wrong.",
    },
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const participantSchema = {
  type: 'object',
  required: ['id', 'token', 'expiresAt', 'capabilities'],
  properties: {
    id: { type: 'string' },
    token: {
      type: 'string',
      description:
        'IVS participant token. It is a secret: whoever has it can act as this participant.',
    },
    expiresAt: {
      ...dateTime,
      description:
        "When the token must be renewed at the latest, by the server's time. If `clock` was ahead, the token itself expires that much later.",
    },
    capabilities: { type: 'array', items: { type: 'string', enum: ['PUBLISH', 'SUBSCRIBE'] } },
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const joinRoomResponseSchema = {
  type: 'object',
  required: ['room', 'participant'],
  properties: { room: roomSchema, participant: participantSchema },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const createRoomResponseSchema = {
  type: 'object',
  required: ['room', 'participant', 'hostKey'],
  properties: {
    room: roomSchema,
    participant: participantSchema,
    hostKey: {
      type: 'string',
      description:
        'Proves who created the room. Returned only once; the server stores just its hash.',
    },
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: {
      type: 'string',
      description: 'Identifies the error. Stable, so programs can rely on it.',
    },
    detail: {
      type: 'string',
      description: 'What to do next, for people.',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
        additionalProperties: false,
      },
    },
  },
} as const satisfies JSONSchema;

export type Role = FromSchema<typeof role>;
export type CreateRoomRequest = FromSchema<typeof createRoomRequestSchema>;
export type JoinRoomRequest = FromSchema<typeof joinRoomRequestSchema>;
export type Room = FromSchema<typeof roomSchema>;
export type Participant = FromSchema<typeof participantSchema>;
export type JoinRoomResponse = FromSchema<typeof joinRoomResponseSchema>;
export type CreateRoomResponse = FromSchema<typeof createRoomResponseSchema>;
export type Problem = FromSchema<typeof problemSchema>;
