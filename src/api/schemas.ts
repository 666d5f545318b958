import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import {
  HOST_KEY_PATTERN,
  MAX_NAME_BYTES,
  MAX_NAME_LENGTH,
  MAX_TITLE_BYTES,
  MAX_TITLE_LENGTH,
  PARTICIPANT_ID_PATTERN,
  ROOM_ID_PATTERN,
} from './limits.ts';

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

const title = {
  type: 'string',
  description: `What the room is about, at most ${MAX_TITLE_LENGTH} characters as people count them. Empty: no title.`,
  maxLength: MAX_TITLE_BYTES, // in code points, before cleaning; parseTitle decides
} as const satisfies JSONSchema;

const stage = {
  type: 'string',
  description:
    'Who may go on stage: everybody (`open`), or hosts and whom they invite (`invited`).',
  enum: ['open', 'invited'],
} as const satisfies JSONSchema;

const locked = {
  type: 'boolean',
  description: 'Whether only hosts and those who are in the room already get in.',
} as const satisfies JSONSchema;

const hostKey = {
  type: 'string',
  description:
    'Whoever holds it is a host of the room. It is sent only in this answer; the server stores its hash.',
  pattern: `^${HOST_KEY_PATTERN}$`,
} as const satisfies JSONSchema;

const person = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const createRoomRequestSchema = {
  type: 'object',
  required: ['name'],
  properties: { name, role, clock, title, stage, locked },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const changeRoomRequestSchema = {
  type: 'object',
  properties: {
    title,
    stage,
    locked,
    newHostKey: {
      type: 'boolean',
      description: 'If true, replaces the host key: the ones before are worthless from now on.',
    },
  },
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
    visitor: {
      type: 'string',
      description:
        'A random key that the browser keeps for this room, so that somebody who was removed is recognized. It is a secret of the visitor.',
      pattern: '^[A-Za-z0-9_-]{22,64}$',
    },
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const roomSchema = {
  type: 'object',
  required: [
    'id',
    'stage',
    'locked',
    'hosts',
    'live',
    'speakers',
    'listeners',
    'createdAt',
    'expiresAt',
    'now',
  ],
  properties: {
    id: roomId,
    title: { type: 'string', description: 'What the room is about, if a host has said so.' },
    stage,
    locked,
    hosts: {
      type: 'array',
      description: 'Who has joined as a host, at most the last 20. They may have left.',
      items: person,
    },
    live: { type: 'boolean', description: 'Whether somebody is on stage.' },
    speakers: {
      type: 'array',
      items: person,
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
  required: ['id', 'token', 'expiresAt', 'capabilities', 'host'],
  properties: {
    id: { type: 'string', pattern: `^${PARTICIPANT_ID_PATTERN}$` },
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
    host: { type: 'boolean', description: 'Whether the request came with the host key.' },
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
    hostKey,
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const changeRoomResponseSchema = {
  type: 'object',
  required: ['room'],
  properties: { room: roomSchema, hostKey },
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
export type ChangeRoomRequest = FromSchema<typeof changeRoomRequestSchema>;
export type ChangeRoomResponse = FromSchema<typeof changeRoomResponseSchema>;
export type Room = FromSchema<typeof roomSchema>;
export type Participant = FromSchema<typeof participantSchema>;
export type JoinRoomResponse = FromSchema<typeof joinRoomResponseSchema>;
export type CreateRoomResponse = FromSchema<typeof createRoomResponseSchema>;
export type Problem = FromSchema<typeof problemSchema>;
