import { BodyTooLargeError, ConnectionLostError } from '../../shared/http.ts';
import type { ReportBug } from '../../shared/report-bug.ts';
import { AwsError } from './aws-error.ts';

/** Turns what a call has thrown into what its caller is told. A bug is reported, and its caller learns no details. */
export function toAwsError(thrown: unknown, onBug: ReportBug): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof BodyTooLargeError) {
    return new AwsError('RequestEntityTooLargeException', 'The body is too large', { status: 413 });
  }
  if (!(thrown instanceof ConnectionLostError)) onBug(thrown);
  return new AwsError('InternalServerException', 'The embedded cloud failed', { status: 500 });
}
