import { describeError, log } from './log.ts';
import { Pace } from './paced-calls.ts';

/** What a run reads of Lambda's context. */
export interface RunContext {
  getRemainingTimeInMillis(): number;
}

/** A failure whose message is ours, and safe to log. */
export class RunError extends Error {
  override name = 'RunError';
}

/**
 * A handler whose run ends in time, so that the next one goes on where it stopped.
 * @param reserveMs - Kept for the last call and its tries.
 * @throws RunError as it was, or without the message of what failed: Lambda logs what is thrown, and AWS's messages
 * hold ARNs.
 */
export function pacedHandler(
  reserveMs: number,
  run: (event: unknown, pace: Pace) => Promise<void>,
): (event: unknown, context: RunContext) => Promise<void> {
  return async (event, context) => {
    const deadline = Date.now() + context.getRemainingTimeInMillis() - reserveMs;
    try {
      await run(event, new Pace({ deadline }));
    } catch (error) {
      log.error('Run failed', { error: describeError(error) });
      throw asRunError(error);
    }
  };
}

function asRunError(error: unknown): RunError {
  if (error instanceof RunError) return error;
  const name = error instanceof Error ? error.name : 'an unknown error';
  return new RunError(`The run failed with ${name}. The log has more; the next run goes on.`);
}
