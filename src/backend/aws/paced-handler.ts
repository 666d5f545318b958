import { toRunError } from './invocation.ts';
import { describeError, log } from './log.ts';
import { Pace } from './paced-calls.ts';

/** The part of Lambda's context that a run reads. */
export interface RunContext {
  getRemainingTimeInMillis(): number;
}

/**
 * A handler that ends before Lambda stops it, so that the next run continues where it stopped.
 * @param reserveMs - Milliseconds kept for the last call and its retries.
 * @throws RunError if the run fails.
 */
export function pacedHandler(
  reserveMs: number,
  run: (event: unknown, paceOf: (callsPerSecond: number) => Pace) => Promise<void>,
): (event: unknown, context: RunContext) => Promise<void> {
  return async (event, context) => {
    const deadline = Date.now() + context.getRemainingTimeInMillis() - reserveMs;
    try {
      await run(event, (callsPerSecond) => new Pace({ deadline, callsPerSecond }));
    } catch (error) {
      log.error('Run failed', { error: describeError(error) });
      throw toRunError(error, 'The run');
    }
  };
}
