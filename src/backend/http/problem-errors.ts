import type { ProblemCode } from '../../api/problem-codes.ts';

/** What is wrong with one field of a request. */
export interface FieldError {
  /** JSON pointer into the request body; the empty string is the body as a whole. */
  readonly pointer: string;
  readonly detail: string;
}

/** A failure that the caller is told about: a stable code, and a sentence that says what to do next. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  /** The name of the host whose decision it is, if it is known. */
  readonly by: string | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    options: { errors?: readonly FieldError[]; by?: string | undefined; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
    this.by = options.by;
  }
}

/** The detail of codes that come with `Retry-After`. */
export const RETRY_LATER = 'Wait for the time in Retry-After and try again.';

export const invalidRequest = (errors: readonly FieldError[]): ProblemError =>
  new ProblemError('INVALID_REQUEST', 'Correct the fields listed in `errors` and try again.', {
    errors,
  });

export const roomNotFound = (): ProblemError =>
  new ProblemError('ROOM_NOT_FOUND', 'Check the link. The room may have been deleted.');

export const participantNotFound = (): ProblemError =>
  new ProblemError('NOT_FOUND', 'There is no such participant.');

export const roomFull = (): ProblemError =>
  new ProblemError('ROOM_FULL', 'Try again when somebody has left.');

export const handsFull = (): ProblemError =>
  new ProblemError('HANDS_FULL', 'Too many people want to speak. Try again when some have.');

export const channelOff = (): ProblemError =>
  new ProblemError('CHANNEL_OFF', 'This room has no channel. Audio, roles and hands work without.');

export const roomEnded = (): ProblemError =>
  new ProblemError('ROOM_ENDED', 'The room has reached its end time. Create a new room.');

export const roomLocked = (): ProblemError =>
  new ProblemError('ROOM_LOCKED', 'A host has locked the room. Ask a host to unlock it.');

/** @param by - The name of the host. It is not in the detail, which is logged. */
export const removed = (by: string | undefined): ProblemError =>
  new ProblemError('REMOVED', 'A host has removed you from this room.', { by });

export const stageByInvitation = (): ProblemError =>
  new ProblemError('STAGE_BY_INVITATION', 'Raise a hand and wait for an invitation by a host.');

export const tokenRefused = (cause?: unknown): ProblemError =>
  new ProblemError(
    'TOKEN_REFUSED',
    'The token is not valid for this room. Join again without `token`.',
    { cause },
  );
