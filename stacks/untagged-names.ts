import { deploymentPrefix, functions, schedules } from '../src/backend/functions.ts';

/**
 * Names of a deployment's resources that AWS does not find by their tag: it lists no roles by tag, and the others have none.
 * By type of Terraform.
 */
export function untaggedNames(environment: string, region: string) {
  const prefix = deploymentPrefix(environment);
  const accountPrefix = `${prefix}-${region}`;
  const timers = schedules.map((schedule) => `${schedule.function}-timer`);
  return {
    aws_iam_role: [...Object.keys(functions), ...timers].map((name) => `${accountPrefix}-${name}`),
    aws_scheduler_schedule: timers.map((name) => `${prefix}-${name}`),
    aws_cloudwatch_dashboard: [accountPrefix],
    aws_kms_alias: [`alias/${prefix}`],
    aws_cloudfront_origin_access_control: [`${accountPrefix}-website`],
    aws_cloudfront_cache_policy: [`${accountPrefix}-room-reads`],
    aws_cloudfront_response_headers_policy: [`${accountPrefix}-headers`],
    aws_cloudfront_function: [`${accountPrefix}-routes`],
  } as const;
}

export type UntaggedType = keyof ReturnType<typeof untaggedNames>;
