import type { ProblemCode } from '../api/problems.ts';

/** Every reason why something in the room could not be done. Stable: pages may depend on it. */
export type RoomErrorCode =
  | ProblemCode
  | 'API_UNREACHABLE'
  | 'SDK_UNAVAILABLE'
  | 'INSECURE_CONTEXT'
  | 'BROWSER_UNSUPPORTED'
  | 'MICROPHONE_DENIED'
  | 'MICROPHONE_NOT_ALLOWED_HERE'
  | 'MICROPHONE_NOT_FOUND'
  | 'MICROPHONE_IN_USE'
  | 'STAGE_FULL'
  | 'STAGE_UNREACHABLE'
  | 'JOIN_REFUSED'
  | 'PUBLISH_FAILED';

/** A failure with a stable code; `message` is English and for developers, elements show a text of their catalogue. */
export class RoomError extends Error {
  override name = 'RoomError';
  readonly code: RoomErrorCode;
  /** Seconds after which the same call may succeed, where the API said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: RoomErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
