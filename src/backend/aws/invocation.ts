// What the functions share that are invoked directly, by Terraform, a schedule or a script, rather than over HTTP.

/**
 * What Terraform is doing to the invocation that sent this event.
 * @returns undefined if the event is not Terraform's.
 * @throws Error if it is Terraform's, but has another form than documented.
 */
export function terraformAction(event: unknown): 'create' | 'update' | 'delete' | undefined {
  if (typeof event !== 'object' || event === null || !('tf' in event)) return undefined;
  const { tf } = event;
  const action = typeof tf === 'object' && tf !== null && 'action' in tf ? tf.action : undefined;
  if (action === 'create' || action === 'update' || action === 'delete') return action;
  throw new Error('Expected {"tf": {"action": "create"}}, "update" or "delete".');
}

/** A failure with a message of our own, which is safe to log and to return to the caller. */
export class RunError extends Error {
  override name = 'RunError';
}

/**
 * The error to fail with. Lambda logs what a function throws and returns it to the caller, and AWS messages contain ARNs;
 * so a RunError is kept, and any other error is reduced to its name.
 * @param task - What failed, as the subject of a sentence.
 */
export function toRunError(error: unknown, task: string): RunError {
  if (error instanceof RunError) return error;
  const name = error instanceof Error ? error.name : 'an unknown error';
  return new RunError(`${task} failed with ${name}. See the log for details; it can be run again.`);
}
