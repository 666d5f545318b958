/** Input rules that several operations share. The limits are those of the IVS Real-Time API reference. */

export const stageArn = {
  type: 'string',
  required: true,
  minLength: 1,
  maxLength: 128,
  pattern: /^arn:aws:ivs:[a-z0-9-]+:[0-9]+:stage\/[a-zA-Z0-9-]+$/,
} as const;

export const optionalName = {
  type: 'string',
  maxLength: 128,
  pattern: /^[a-zA-Z0-9_-]*$/,
} as const;

export const page = {
  maxResults: { type: 'integer', min: 1, max: 100 },
  nextToken: { type: 'string', maxLength: 1024, pattern: /^[a-zA-Z0-9+/=_-]*$/ },
} as const;
