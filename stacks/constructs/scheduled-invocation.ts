import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Schedule } from '../../src/backend/functions.ts';
import type { Configuration } from '../configuration.ts';
import { namedStatements, policyDocument, trustPolicy } from '../policies.ts';
import type { HandlerFunction } from './handler-function.ts';

export interface ScheduledInvocationProps {
  readonly configuration: Configuration;
  readonly account: string;
  readonly schedule: Schedule;
  readonly handler: HandlerFunction;
  /** Created before the first run, and destroyed after the schedule. */
  readonly startsAfter: readonly ITerraformDependable[];
}

/** Invokes a function at a fixed interval. */
export class ScheduledInvocation extends Construct {
  readonly schedule: SchedulerSchedule;

  constructor(
    scope: Construct,
    { configuration, account, schedule, handler, startsAfter }: ScheduledInvocationProps,
  ) {
    super(scope, `${schedule.function}-timer`);
    const name = `${schedule.function}-timer`;
    const role = new IamRole(this, 'role', {
      name: `${configuration.accountPrefix}-${name}`,
      assumeRolePolicy: trustPolicy('scheduler.amazonaws.com', account),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'invoke',
      role: role.id,
      policy: policyDocument(namedStatements(['lambda:InvokeFunction'], handler.function.arn)),
    });
    const { everyMinutes } = schedule;
    this.schedule = new SchedulerSchedule(this, 'schedule', {
      name: `${configuration.prefix}-${name}`,
      scheduleExpression: `rate(${everyMinutes} ${everyMinutes === 1 ? 'minute' : 'minutes'})`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: handler.function.arn,
        roleArn: role.arn,
        // No retries: the next run does the same work.
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
      },
      dependsOn: [policy, ...startsAfter],
    });
    new LambdaFunctionEventInvokeConfig(this, 'no-retries', {
      functionName: handler.function.functionName,
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 60,
    });
  }
}
