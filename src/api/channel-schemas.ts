import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { dateTime } from './schema-fields.ts';

export const openChannelResponseSchema = {
  type: 'object',
  required: [
    'endpoint',
    'token',
    'tokenExpiresAt',
    'sessionExpiresAt',
    'userId',
    'role',
    'mayWrite',
  ],
  properties: {
    endpoint: {
      type: 'string',
      description: 'The messaging address, for `regionOrUrl` of the IVS Chat SDK.',
    },
    token: {
      type: 'string',
      description: 'IVS Chat token. It is a secret, and opens one connection.',
    },
    tokenExpiresAt: { ...dateTime, description: 'When a connection must be open at the latest.' },
    sessionExpiresAt: { ...dateTime, description: 'When that connection ends.' },
    userId: { type: 'string', description: 'The participant id, which others see.' },
    role: {
      type: 'string',
      description: 'As which others see this participant in the channel.',
      enum: ['host', 'speaker', 'listener'],
    },
    mayWrite: {
      type: 'boolean',
      description: 'Whether this connection may send messages and reactions.',
    },
  },
  additionalProperties: false,
} as const satisfies JSONSchema;

export type OpenChannelResponse = FromSchema<typeof openChannelResponseSchema>;
