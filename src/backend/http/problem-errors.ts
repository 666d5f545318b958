import type { ProblemCode } from '../api/problems.ts';

/** What is wrong with one field of a request. */
export interface FieldError {
  /** JSON pointer into the body; empty: the body as a whole. */
  readonly pointer: string;
  readonly detail: string;
}

/** A failure that the caller is told about, with a stable code. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];

  constructor(
    code: ProblemCode,
    detail: string,
    options: { errors?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
  }
}

export const invalidRequest = (errors: readonly FieldError[]): ProblemError =>
  new ProblemError('INVALID_REQUEST', 'Correct the fields in `errors` and send it again.', {
    errors,
  });

export const roomNotFound = (): ProblemError =>
  new ProblemError('ROOM_NOT_FOUND', 'Check the link: it may be mistyped, or the room is gone.');

export const roomFull = (): ProblemError =>
  new ProblemError('ROOM_FULL', 'Try again when somebody has left.');

export const roomEnded = (): ProblemError =>
  new ProblemError('ROOM_ENDED', 'Its time is over. Create a new room.');

export const tokenRefused = (cause?: unknown): ProblemError =>
  new ProblemError(
    'TOKEN_REFUSED',
    'It is not a valid token for this room. Join again without `token`.',
    { cause },
  );

/** No usable key pair in the secret: the deployment's first rotation has not run, or has failed. */
export class KeyPairMissingError extends Error {
  override name = 'KeyPairMissingError';
}

/** An AWS service told us to slow down. */
export function isThrottling(error: unknown): boolean {
  return error instanceof Error && (THROTTLING.has(error.name) || statusOf(error) === 429);
}

/** An AWS service, or the way to it, does not work for the moment; the same call may succeed later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof KeyPairMissingError || OUTAGES.has(error.name)) return true;
  return NETWORK.has(codeOf(error)) || (statusOf(error) ?? 0) >= 500;
}

/** The AWS resource is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResourceNotFoundException';
}

/** A conditional write found the item in another state. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

const THROTTLING = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ProvisionedThroughputExceededException',
  'LimitExceededException',
]);

const OUTAGES = new Set([
  'TimeoutError',
  'InternalServerError',
  'InternalServerException',
  'InternalServiceError',
  'ServiceUnavailableException',
  'ServiceQuotaExceededException', // 1,000 stages: there is room again when some have ended
]);

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The HTTP status of an AWS SDK error. */
export function statusOf(error: Error): number | undefined {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status = 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
