import type { Attributes } from './synthesize.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const text = (attributes: Attributes, name: string): string => String(attributes[name]);
const gateway = (path: string): string => `arn:aws:apigateway:${REGION}::/${path}`;
const lambdaOf = (attributes: Attributes): string => {
  const name = text(attributes, 'function_name');
  return arn('lambda', `function:${name.startsWith('$') ? 'audio-rooms-production-x' : name}`);
};

/** The call that removes a resource of each type, or would notice that it may not. */
export const removals: Readonly<
  Record<string, (attributes: Attributes) => readonly [action: string, resource: string]>
> = {
  aws_acm_certificate: () => ['acm:DeleteCertificate', arn('acm', 'certificate/1')],
  aws_acm_certificate_validation: () => ['acm:DescribeCertificate', arn('acm', 'certificate/1')],
  aws_api_gateway_api_key: () => ['apigateway:DELETE', gateway('apikeys/1')],
  aws_api_gateway_deployment: () => ['apigateway:DELETE', gateway('restapis/1/deployments/1')],
  aws_api_gateway_method_settings: () => ['apigateway:PATCH', gateway('restapis/1/stages/live')],
  aws_api_gateway_rest_api: () => ['apigateway:DELETE', gateway('restapis/1')],
  aws_api_gateway_stage: () => ['apigateway:DELETE', gateway('restapis/1/stages/live')],
  aws_api_gateway_usage_plan: () => ['apigateway:DELETE', gateway('usageplans/1')],
  aws_api_gateway_usage_plan_key: () => ['apigateway:DELETE', gateway('usageplans/1/keys/1')],
  aws_budgets_budget: (one) => [
    'budgets:ModifyBudget',
    `arn:aws:budgets::${ACCOUNT}:budget/${text(one, 'name')}`,
  ],
  aws_cloudfront_cache_policy: () => ['cloudfront:DeleteCachePolicy', '*'],
  aws_cloudfront_distribution: () => ['cloudfront:DeleteDistribution', '*'],
  aws_cloudfront_function: () => ['cloudfront:DeleteFunction', '*'],
  aws_cloudfront_origin_access_control: () => ['cloudfront:DeleteOriginAccessControl', '*'],
  aws_cloudfront_response_headers_policy: () => ['cloudfront:DeleteResponseHeadersPolicy', '*'],
  aws_cloudwatch_dashboard: (one) => [
    'cloudwatch:DeleteDashboards',
    `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${text(one, 'dashboard_name')}`,
  ],
  aws_cloudwatch_event_rule: (one) => [
    'events:DeleteRule',
    arn('events', `rule/${text(one, 'name')}`),
  ],
  aws_cloudwatch_event_target: () => [
    'events:RemoveTargets',
    arn('events', 'rule/audio-rooms-production-stage-events'),
  ],
  aws_cloudwatch_log_group: (one) => [
    'logs:DeleteLogGroup',
    arn('logs', `log-group:${text(one, 'name')}`),
  ],
  aws_cloudwatch_metric_alarm: (one) => [
    'cloudwatch:DeleteAlarms',
    arn('cloudwatch', `alarm:${text(one, 'alarm_name')}`),
  ],
  aws_dynamodb_table: (one) => [
    'dynamodb:DeleteTable',
    arn('dynamodb', `table/${text(one, 'name')}`),
  ],
  aws_iam_role: (one) => ['iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:role/${text(one, 'name')}`],
  aws_iam_role_policy: () => [
    'iam:DeleteRolePolicy',
    `arn:aws:iam::${ACCOUNT}:role/audio-rooms-production-x`,
  ],
  aws_kms_alias: (one) => ['kms:DeleteAlias', arn('kms', text(one, 'name'))],
  aws_kms_key: () => ['kms:ScheduleKeyDeletion', arn('kms', 'key/1')],
  aws_lambda_event_source_mapping: () => ['lambda:DeleteEventSourceMapping', '*'],
  aws_lambda_function: (one) => ['lambda:DeleteFunction', lambdaOf(one)],
  aws_lambda_function_event_invoke_config: (one) => [
    'lambda:DeleteFunctionEventInvokeConfig',
    lambdaOf(one),
  ],
  aws_lambda_invocation: (one) => ['lambda:InvokeFunction', lambdaOf(one)],
  aws_lambda_permission: (one) => ['lambda:RemovePermission', lambdaOf(one)],
  aws_route53_record: (one) => [
    'route53:ChangeResourceRecordSets',
    `arn:aws:route53:::hostedzone/${text(one, 'zone_id')}`,
  ],
  aws_s3_bucket: (one) => ['s3:DeleteBucket', `arn:aws:s3:::${text(one, 'bucket_prefix')}2026`],
  aws_scheduler_schedule: (one) => [
    'scheduler:DeleteSchedule',
    arn('scheduler', `schedule/default/${text(one, 'name')}`),
  ],
  aws_secretsmanager_secret: (one) => [
    'secretsmanager:DeleteSecret',
    arn('secretsmanager', `secret:${text(one, 'name')}-AbCdEf`),
  ],
  aws_sqs_queue: (one) => ['sqs:DeleteQueue', arn('sqs', text(one, 'name'))],
  aws_sqs_queue_policy: () => [
    'sqs:SetQueueAttributes',
    arn('sqs', 'audio-rooms-production-room-events.fifo'),
  ],
  aws_ssm_parameter: (one) => ['ssm:DeleteParameter', arn('ssm', `parameter${text(one, 'name')}`)],
  aws_wafv2_web_acl: (one) => [
    'wafv2:DeleteWebACL',
    arn(
      'wafv2',
      `${one['scope'] === 'REGIONAL' ? 'regional' : 'global'}/webacl/${text(one, 'name')}/1`,
    ),
  ],
  aws_wafv2_web_acl_association: () => [
    'wafv2:DisassociateWebACL',
    gateway('restapis/1/stages/live'),
  ],
  ...Object.fromEntries(
    [
      'aws_s3_bucket_lifecycle_configuration',
      'aws_s3_bucket_ownership_controls',
      'aws_s3_bucket_policy',
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_versioning',
    ].map((type) => [
      type,
      () => ['s3:DeleteBucketPolicy', 'arn:aws:s3:::audio-rooms-production-2026'] as const,
    ]),
  ),
  aws_s3_object: () => ['s3:DeleteObject', 'arn:aws:s3:::audio-rooms-production-2026/index.html'],
  // Part of Terraform: it is in the state only.
  terraform_data: () => [
    's3:PutObject',
    'arn:aws:s3:::states-of-the-company/audio-rooms/production/x',
  ],
};
