import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation/index.js';
import type { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';

/**
 * Calls a function when the stack is made, and again when it is destroyed; never between, because the input never
 * changes. Terraform adds `{"tf": {"action": "create" | "delete"}}`. If the function fails, so does the deploy.
 */
export function invokeOnCreateAndDestroy(
  scope: Construct,
  id: string,
  handler: HandlerFunction,
): LambdaInvocation {
  return new LambdaInvocation(scope, id, {
    functionName: handler.function.functionName,
    input: '{}',
    lifecycleScope: 'CRUD',
    // While it is destroyed the function must still be whole: its role, its policy and its log group.
    dependsOn: [...handler.parts],
  });
}
