import { attributesSize, MAX_ATTRIBUTES_BYTES } from '../../shared/chat-records.ts';
import { invalidInput } from './ivschat-errors.ts';

/** Input rules that several operations share. The limits are those of the IVS Chat API reference. */

export const roomArn = {
  type: 'string',
  required: true,
  minLength: 1,
  maxLength: 128,
  pattern: /^arn:aws:ivschat:[a-z0-9-]+:[0-9]+:room\/[a-zA-Z0-9-]+$/,
} as const;

export const userId = { type: 'string', required: true, minLength: 1, maxLength: 128 } as const;

export const reason = { type: 'string', minLength: 1, maxLength: 256 } as const;

/** @throws {AwsError} ValidationException, if attributes are larger than the service allows. */
export function checkAttributes(attributes: Readonly<Record<string, string>> = {}): void {
  if (attributesSize(attributes) > MAX_ATTRIBUTES_BYTES) {
    throw invalidInput(`The attributes have more than ${MAX_ATTRIBUTES_BYTES} bytes`);
  }
}
