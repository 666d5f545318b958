import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { MAX_NAME_LENGTH } from './limits.ts';

// Written in the subset of JSON Schema draft 4 that API Gateway's models accept: no $ref between schemas, no `format`
// that decides anything, no oneOf. They type the client, validate in the handlers and become the OpenAPI body.

const name = {
  type: 'string',
  description: `Display name, 1 to ${MAX_NAME_LENGTH} characters of any language.`,
  minLength: 1,
  maxLength: 4 * MAX_NAME_LENGTH, // untrimmed; parseName has the last word
} as const satisfies JSONSchema;

const role = {
  type: 'string',
  description: 'A speaker may publish a microphone, a listener may not. Default: listener.',
  enum: ['listener', 'speaker'],
} as const satisfies JSONSchema;

const roomId = { type: 'string', pattern: '^[A-Za-z0-9]{1,64}$' } as const satisfies JSONSchema;
const dateTime = { type: 'string', format: 'date-time' } as const satisfies JSONSchema;

export const createRoomRequestSchema = {
  type: 'object',
  required: ['name'],
  properties: { name, role },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const joinRoomRequestSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name,
    role,
    token: {
      type: 'string',
      description:
        'The token that the caller holds: the answer keeps its participant id, so that it can be exchanged for it.',
      minLength: 1,
      maxLength: 4096,
    },
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const roomSchema = {
  type: 'object',
  required: ['id', 'live', 'speakers', 'listeners', 'createdAt', 'expiresAt'],
  properties: {
    id: roomId,
    live: { type: 'boolean', description: 'Somebody is on stage.' },
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
      description: 'IVS participant token. A secret: whoever has it is this participant.',
    },
    expiresAt: dateTime,
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
      description: 'Proves who created the room. Shown once; only its hash is kept.',
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
    code: { type: 'string', description: 'Stable: programs may depend on it.' },
    detail: {
      type: 'string',
      description: 'What is wrong, where, and what to do next; for people.',
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
