import { Logger } from '@aws-lambda-powertools/logger';
import { createHash } from 'node:crypto';
import { statusOf } from '../problem-errors.ts';
import { stackFrames } from './stack-frames.ts';

/**
 * The log. Every line must be safe to show to a stranger: no token, key, name, address, account or room id (whoever has
 * a room's id can enter it). So: no event, no AWS message (they hold ARNs), no text that a caller chose.
 */
export const log = new Logger({ serviceName: 'audio-rooms' });

/** A room as the log names it: enough to follow one room through the lines, not enough to enter it. */
export function roomTag(roomId: string): string {
  return createHash('sha256').update(roomId).digest('hex').slice(0, 12);
}

/** An error as the log may show it. Messages stay out: JSON.parse quotes its input, AWS quotes ARNs. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const status = statusOf(error);
  return {
    name: error.name,
    ...(status !== undefined && { awsStatus: status }),
    ...('$service' in error && { awsService: error.$service }),
    at: stackFrames(error).slice(0, 5),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
