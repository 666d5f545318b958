import { AwsError } from '../requests/aws-error.ts';

const roomMembers = (arn: string) => ({ resourceId: arn.split('/').at(-1), resourceType: 'ROOM' });

export const roomNotFound = (arn: string) =>
  new AwsError('ResourceNotFoundException', `Room: ${arn} does not exist`, {
    status: 404,
    members: roomMembers(arn),
  });

export const roomQuotaExceeded = (limit: number) =>
  new AwsError('ServiceQuotaExceededException', `An account has at most ${limit} rooms`, {
    status: 402,
    members: { ...roomMembers(''), limit },
  });

/** IVS Chat has one exception for all invalid input. */
export const invalidInput = (message: string) =>
  new AwsError('ValidationException', message, {
    members: { reason: 'FIELD_VALIDATION_FAILED' },
  });
