import type { ProblemCode } from '../api/problem-codes.ts';

/** Why something in a room failed. Codes are stable: a page may depend on them. */
export type RoomErrorCode =
  | ProblemCode
  | 'API_UNREACHABLE'
  | 'API_OUTDATED'
  | 'SDK_UNAVAILABLE'
  | 'INSECURE_CONTEXT'
  | 'BROWSER_UNSUPPORTED'
  | 'MICROPHONE_DENIED'
  | 'MICROPHONE_DISMISSED'
  | 'MICROPHONE_BLOCKED_BY_SYSTEM'
  | 'MICROPHONE_NOT_ALLOWED_HERE'
  | 'MICROPHONE_BLOCKED_BY_PAGE'
  | 'MICROPHONE_REVOKED'
  | 'MICROPHONE_NOT_FOUND'
  | 'MICROPHONE_IN_USE'
  | 'STAGE_FULL'
  | 'STAGE_UNREACHABLE'
  | 'JOIN_REFUSED'
  | 'CLOCK_WRONG'
  | 'PUBLISH_FAILED'
  | 'CHANNEL_UNREACHABLE'
  | 'CHAT_NOT_ALLOWED'
  | 'CHAT_TOO_FAST'
  | 'CHAT_TOO_LONG'
  | 'UNEXPECTED_ERROR';

/** Refusals by the API that can end by themselves. */
export type RetryableErrorCode = 'ROOM_FULL' | 'TOO_MANY_REQUESTS' | 'UNAVAILABLE';

/** An error with one of these codes. */
interface ErrorWithCode<Code extends RoomErrorCode> extends Error {
  readonly name: 'RoomError';
  readonly code: Code;
}

/**
 * A failure with a stable `code`, which narrows the type: `switch (error.code)` can be exhaustive, and only a
 * {@link RetryableErrorCode} comes with `retryAfterSeconds`, and only `REMOVED` with `by`. `message` is in English and for developers; the elements
 * show a text of their own for each code.
 */
export type RoomError =
  | ErrorWithCode<Exclude<RoomErrorCode, RetryableErrorCode | 'REMOVED'>>
  | (ErrorWithCode<'REMOVED'> & {
      /** The name of the host who did it, if the API said so. */
      readonly by: string | undefined;
    })
  | (ErrorWithCode<RetryableErrorCode> & {
      /** How long to wait before the same call, in seconds, if the API said so. */
      readonly retryAfterSeconds: number | undefined;
    });

/** What a {@link RoomError} can carry besides its code. */
export interface RoomErrorOptions {
  /** The error that led to it. */
  readonly cause?: unknown;
  /** Kept for a {@link RetryableErrorCode} only. */
  readonly retryAfterSeconds?: number;
  /** Kept for `REMOVED` only. */
  readonly by?: string;
}

/** Makes a {@link RoomError}. */
interface RoomErrorConstructor {
  readonly prototype: RoomError;
  new (code: RoomErrorCode, message: string, options?: RoomErrorOptions): RoomError;
}

const retryable: readonly RoomErrorCode[] = [
  'ROOM_FULL',
  'TOO_MANY_REQUESTS',
  'UNAVAILABLE',
] satisfies RetryableErrorCode[];

/** The class of every {@link RoomError}, for `instanceof`. */
export const RoomError = class extends Error {
  override readonly name = 'RoomError';
  readonly code: RoomErrorCode;
  declare readonly retryAfterSeconds?: number | undefined;
  declare readonly by?: string | undefined;

  constructor(code: RoomErrorCode, message: string, options: RoomErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    if (retryable.includes(code)) this.retryAfterSeconds = options.retryAfterSeconds;
    if (code === 'REMOVED') this.by = options.by;
  }
} as RoomErrorConstructor;

/**
 * Turns anything that was thrown into a {@link RoomError}. What is not one already is a bug in the page, in this
 * package or in the IVS SDK: it goes to `reportError`, and thus to the console and the page's error monitoring.
 * @returns the same error, or an `UNEXPECTED_ERROR` with the bug as its `cause`
 */
export function toRoomError(thrown: unknown): RoomError {
  if (thrown instanceof RoomError) return thrown;
  reportError(thrown);
  return new RoomError('UNEXPECTED_ERROR', `Unexpected error: ${String(thrown)}`, {
    cause: thrown,
  });
}

// How browsers say no: cancelled, not allowed, no such device, not supported.
const refusals = ['AbortError', 'NotAllowedError', 'NotFoundError', 'NotSupportedError'];

/** Whether an error says that something was cancelled. */
export const isCancelled = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/** Whether an error is a {@link RoomError} or a refusal by the browser. Anything else is a bug. */
export function isExpected(error: unknown): boolean {
  return (
    error instanceof RoomError || (error instanceof DOMException && refusals.includes(error.name))
  );
}

/** Handles the failure of something that nobody waits for: ignores it unless it is a bug, which it reports. */
export function reportIfUnexpected(error: unknown): void {
  if (!isExpected(error)) reportError(error);
}
