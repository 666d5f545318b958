import { ivsOperations } from './ivs/ivs-operations.ts';
import { kmsOperations } from './kms/kms-operations.ts';
import { secretsManagerOperations } from './secrets-manager/secrets-operations.ts';
import { sqsOperations } from './sqs/sqs-operations.ts';
import { ssmOperations } from './ssm/ssm-operations.ts';
import { AwsError, validationError } from './aws-error.ts';
import type { Operation } from './operation.ts';
import type { Violation } from './input-rules.ts';

/** A service's name in IAM actions, and how it speaks. */
export interface Service {
  readonly name: string;
  /** First part of `X-Amz-Target`; none for a service that speaks REST. */
  readonly target?: string;
  readonly contentType: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** How the service says that a rule is broken. */
  readonly refuse: (violation: Violation) => AwsError;
}

const JSON_1_1 = 'application/x-amz-json-1.1';

const refuse = ({ kind, message }: Violation) =>
  kind === 'type' ? new AwsError('SerializationException', message) : validationError(message);

export const ivs: Service = {
  name: 'ivs',
  contentType: 'application/json',
  operations: ivsOperations,
  // IVS knows no other way to refuse an input.
  refuse: ({ message }) => validationError(message),
};

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
