import type { JSONSchema } from 'json-schema-to-ts';
import {
  HOST_KEY_PATTERN,
  MAX_NAME_BYTES,
  MAX_NAME_LENGTH,
  MAX_TITLE_BYTES,
  MAX_TITLE_LENGTH,
  ROOM_ID_PATTERN,
} from './limits.ts';

// What several schemas have in common.

export const name = {
  type: 'string',
  description: `Display name, 1 to ${MAX_NAME_LENGTH} characters as people count them, of any script.`,
  minLength: 1,
  maxLength: MAX_NAME_BYTES, // in code points, before cleaning; parseName decides
} as const satisfies JSONSchema;

export const role = {
  type: 'string',
  description: 'A speaker may publish audio, a listener may not. Default: listener.',
  enum: ['listener', 'speaker'],
} as const satisfies JSONSchema;

export const clock = {
  type: 'integer',
  description:
    "The visitor's own clock, in milliseconds since 1970. If it is ahead, the token is valid for that much longer, up to a day: the IVS SDK compares the token with this clock.",
} as const satisfies JSONSchema;

export const visitor = {
  type: 'string',
  description:
    'A random key that the browser keeps for this room, so that somebody who was removed is recognized. It is a secret of the visitor.',
  pattern: '^[A-Za-z0-9_-]{22,64}$',
} as const satisfies JSONSchema;

export const roomId = {
  type: 'string',
  pattern: `^${ROOM_ID_PATTERN}$`,
} as const satisfies JSONSchema;
export const dateTime = { type: 'string', format: 'date-time' } as const satisfies JSONSchema;

export const title = {
  type: 'string',
  description: `What the room is about, at most ${MAX_TITLE_LENGTH} characters as people count them. Empty: no title.`,
  maxLength: MAX_TITLE_BYTES, // in code points, before cleaning; parseTitle decides
} as const satisfies JSONSchema;

export const stage = {
  type: 'string',
  description:
    'Who may go on stage: everybody (`open`), or hosts and whom they invite (`invited`).',
  enum: ['open', 'invited'],
} as const satisfies JSONSchema;

export const locked = {
  type: 'boolean',
  description: 'Whether only hosts and those who are in the room already get in.',
} as const satisfies JSONSchema;

export const chat = {
  type: 'string',
  description:
    'Who may write and react in the room channel: everybody (`all`), those on stage and hosts (`stage`), or hosts alone (`off`).',
  enum: ['all', 'stage', 'off'],
} as const satisfies JSONSchema;

export const hostKey = {
  type: 'string',
  description:
    'Whoever holds it is a host of the room. It is sent only in this answer; the server stores its hash.',
  pattern: `^${HOST_KEY_PATTERN}$`,
} as const satisfies JSONSchema;

export const person = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } },
  additionalProperties: false,
} as const satisfies JSONSchema;
