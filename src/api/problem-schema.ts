import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

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
    by: { type: 'string', description: 'For REMOVED: the name of the host, if it is known.' },
  },
} as const satisfies JSONSchema;

export type Problem = FromSchema<typeof problemSchema>;
