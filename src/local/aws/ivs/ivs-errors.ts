import { AwsError } from '../requests/aws-error.ts';

export const resourceNotFound = (arn: string) =>
  new AwsError('ResourceNotFoundException', `Resource: ${arn} not found`, { status: 404 });

export const quotaExceeded = (message: string) =>
  new AwsError('ServiceQuotaExceededException', message, { status: 402 });

export const conflict = (message: string) =>
  new AwsError('ConflictException', message, { status: 409 });
