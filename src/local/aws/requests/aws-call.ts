import type { FunctionName } from '../../../backend/functions.ts';

/** A call of an AWS API as it arrived, whether it was then answered or refused. */
export interface AwsCall {
  /** The service's prefix in IAM actions: `ivs`, `dynamodb`, `sqs`... */
  readonly service: string;
  readonly operation: string;
  /** The function that made the call; absent if it was the operator. */
  readonly functionName?: FunctionName;
}
