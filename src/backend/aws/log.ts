import { Logger } from '@aws-lambda-powertools/logger';
import { createHash } from 'node:crypto';
import { statusOf } from './aws-errors.ts';
import { stackFrames } from './stack-frames.ts';

/**
 * The log. Every line must be safe to show to a stranger: no token, key, name, address, account or room id (whoever
 * knows a room's id can enter it). So it contains no events, no AWS messages (they contain ARNs), and no text that a
 * caller chose.
 */
export const log = new Logger({ serviceName: 'audio-rooms' });

/** A room as the log names it: enough to follow it from line to line, not enough to enter it. */
export function roomTag(roomId: string): string {
  return createHash('sha256').update(roomId).digest('hex').slice(0, 12);
}

/** An error as the log may show it: without its message, as JSON.parse quotes its input and AWS quotes ARNs. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const status = statusOf(error);
  return {
    name: error.name,
    ...(status !== undefined && { awsStatus: status }),
    ...('$service' in error && { awsService: error.$service }),
    at: stackFrames(error),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
