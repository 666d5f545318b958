import type { FunctionName } from '../../backend/functions.ts';

/** One call of an AWS API, as it arrived: also those that were refused. */
export interface Call {
  /** As in IAM actions: `ivs`, `dynamodb`, `sqs`... */
  readonly service: string;
  readonly operation: string;
  /** The function that made it; absent when the deployment's operator did. */
  readonly functionName?: FunctionName;
}
