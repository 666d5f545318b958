import { LambdaInvocation } from '@cdktf/provider-aws/lib/lambda-invocation/index.js';
import type { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';

/**
 * Invokes a function when the stack is created and when it is destroyed. Other deploys do not invoke it, because the input
 * never changes. Terraform adds `{"tf": {"action": "create" | "delete"}}`. If the function fails, so does the deploy.
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
    // On destroy, the function must still have its role, its policy and its log group.
    dependsOn: [...handler.parts],
  });
}
