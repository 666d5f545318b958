import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { PARTICIPANT_ID_PATTERN } from './limits.ts';
import {
  chat,
  clock,
  dateTime,
  hostKey,
  locked,
  name,
  person,
  role,
  roomId,
  stage,
  title,
  visitor,
} from './schema-fields.ts';

// Written in the subset of JSON Schema draft 4 that API Gateway's models accept: no $ref between schemas, no oneOf, and
// no reliance on `format`. They type the client, validate requests in the handlers and become the OpenAPI document.

export const createRoomRequestSchema = {
  type: 'object',
  required: ['name'],
  properties: { name, role, clock, title, stage, locked, visitor },
  additionalProperties: false,
} as const satisfies JSONSchema;

export const changeRoomRequestSchema = {
  type: 'object',
  properties: {
    title,
    stage,
    locked,
    chat,
    hostKey: {
      ...hostKey,
      description:
        'The new host key, of 256 random bits: the ones before are worthless from now on. The caller makes it, so that the call can be repeated with the old key or the new one if its answer is lost.',
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
    visitor,
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
    chat: { ...chat, description: `${chat.description} Absent: this room has no channel.` },
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

/** Everything that a panel of people shows of a room. */
export const roomDetailsSchema = {
  ...roomSchema,
  required: [...roomSchema.required, 'hands', 'invited', 'asks', 'audience', 'silenced', 'version'],
  properties: {
    ...roomSchema.properties,
    hands: {
      type: 'array',
      description: 'Who wants to speak, in the order of asking; at most the last 50.',
      items: {
        ...person,
        required: ['id', 'name', 'raisedAt'],
        properties: { ...person.properties, raisedAt: dateTime },
      },
    },
    invited: {
      type: 'array',
      description:
        'Ids of the participants who may go on stage although it is by invitation; at most the last 50.',
      items: { type: 'string' },
    },
    asks: {
      type: 'array',
      description:
        'What hosts have asked participants to do within the last 30 s: to mute, or to leave the stage. `by` is the id of the host.',
      items: {
        type: 'object',
        required: ['id', 'ask', 'askedAt'],
        properties: {
          id: { type: 'string' },
          ask: { type: 'string', enum: ['mute', 'step-back'] },
          by: { type: 'string' },
          askedAt: dateTime,
        },
        additionalProperties: false,
      },
    },
    audience: {
      type: 'array',
      description: 'Some of those who listen, at most 50, as of the last count.',
      items: person,
    },
    silenced: {
      type: 'array',
      description:
        'Ids of the participants who may not write in the channel; at most the last 200.',
      items: { type: 'string' },
    },
    version: {
      type: 'integer',
      description:
        'Counts the changes of what hosts and participants decide. Each event in the channel says the version that it leads to.',
      minimum: 0,
    },
  },
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

/** What only hosts are told. */
export const roomForHostsSchema = {
  type: 'object',
  required: ['room', 'removed'],
  properties: {
    room: roomSchema,
    removed: {
      type: 'array',
      description:
        'Who was removed, at most the last 200; the name is there if it was known. A change of nothing, `{}`, returns the list.',
      items: { ...person, required: ['id'] },
    },
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export type Role = FromSchema<typeof role>;
export type CreateRoomRequest = FromSchema<typeof createRoomRequestSchema>;
export type JoinRoomRequest = FromSchema<typeof joinRoomRequestSchema>;
export type ChangeRoomRequest = FromSchema<typeof changeRoomRequestSchema>;
export type RoomForHosts = FromSchema<typeof roomForHostsSchema>;
export type Room = FromSchema<typeof roomSchema>;
export type RoomDetails = FromSchema<typeof roomDetailsSchema>;
export type Participant = FromSchema<typeof participantSchema>;
export type JoinRoomResponse = FromSchema<typeof joinRoomResponseSchema>;
export type CreateRoomResponse = FromSchema<typeof createRoomResponseSchema>;
