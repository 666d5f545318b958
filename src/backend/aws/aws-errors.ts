/** An AWS service asked us to slow down. */
export function isThrottling(error: unknown): boolean {
  return error instanceof Error && (THROTTLING.has(error.name) || statusOf(error) === 429);
}

/** An AWS service, or the network on the way to it, is failing; the same call may succeed later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (OUTAGES.has(error.name) || NETWORK.has(codeOf(error))) return true;
  return (statusOf(error) ?? 0) >= 500;
}

/** The AWS resource does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResourceNotFoundException';
}

/** The caller may not do this; or its role is so new that AWS does not know its permissions everywhere yet. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name === 'AccessDeniedException';
}

/** A conditional write found the item in another state. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** A call to AWS failed, whatever the reason. Any other error is a bug of ours. */
export function isAwsFailure(error: unknown): boolean {
  return isOutage(error) || (error instanceof Error && statusOf(error) !== undefined);
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
  'ServiceQuotaExceededException', // 1,000 stages: there is space again when some rooms have ended
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
