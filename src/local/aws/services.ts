import { ivsOperations } from './ivs/ivs-operations.ts';
import { invalidInput } from './ivschat/ivschat-errors.ts';
import { ivsChatOperations } from './ivschat/ivschat-operations.ts';
import { kmsOperations } from './kms/kms-operations.ts';
import { secretsManagerOperations } from './secrets-manager/secrets-manager-operations.ts';
import { sqsOperations } from './sqs/sqs-operations.ts';
import { ssmOperations } from './ssm/ssm-operations.ts';
import { AwsError, validationError } from './requests/aws-error.ts';
import type { Operations } from './operation.ts';
import type { Violation } from './requests/input-rules.ts';

/** An AWS service: its operations and its wire protocol. */
export interface Service {
  /** The prefix of its IAM actions. */
  readonly name: string;
  /** The first part of the `X-Amz-Target` header; absent for a REST service. */
  readonly target?: string;
  readonly contentType: string;
  readonly operations: Operations;
  /** The error with which the service answers input that breaks a rule. */
  readonly refuse: (violation: Violation) => AwsError;
}

const JSON_1_1 = 'application/x-amz-json-1.1';

const refuse = ({ kind, message }: Violation) =>
  kind === 'type' ? new AwsError('SerializationException', message) : validationError(message);

const ivs: Service = {
  name: 'ivs',
  contentType: 'application/json',
  operations: ivsOperations,
  // IVS has one exception for all invalid input.
  refuse: ({ message }) => validationError(message),
};

const ivsChat: Service = {
  name: 'ivschat',
  contentType: 'application/json',
  operations: ivsChatOperations,
  refuse: ({ message }) => invalidInput(message),
};

/** Services whose operations are the paths of requests. No two of them have an operation of one name, except for tags. */
export const restServices: readonly Service[] = [ivs, ivsChat];

/** The service that has the tags of a resource. */
export const serviceOfArn = (arn: string): Service =>
  arn.startsWith(`arn:aws:${ivsChat.name}:`) ? ivsChat : ivs;

export const targetServices: readonly Service[] = [
  {
    name: 'ssm',
    target: 'AmazonSSM',
    contentType: JSON_1_1,
    operations: ssmOperations,
    refuse,
  },
  {
    name: 'secretsmanager',
    target: 'secretsmanager',
    contentType: JSON_1_1,
    operations: secretsManagerOperations,
    refuse,
  },
  {
    name: 'kms',
    target: 'TrentService',
    contentType: JSON_1_1,
    operations: kmsOperations,
    refuse,
  },
  {
    name: 'sqs',
    target: 'AmazonSQS',
    contentType: 'application/x-amz-json-1.0',
    operations: sqsOperations,
    refuse: ({ kind, message }) =>
      new AwsError(kind === 'missing' ? 'MissingParameter' : 'InvalidParameterValue', message),
  },
];
