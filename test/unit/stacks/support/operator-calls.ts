/**
 * What Terraform asked of AWS, as IAM sees it, while it deployed, changed and destroyed the backend and the website with
 * everything that is off by default, in us-east-1, in an emulated account. Of calls that differ only in the name of what they
 * act on, one is here. Recorded with hashicorp/aws 5.100.0. Added are what IAM checks besides, such as the permission to tag
 * what is created, and what the emulator does not have: budgets, zones, and other changes.
 */
export const operatorCalls: readonly (readonly [
  service: string,
  resource: string,
  actions: string,
])[] = [
  ['acm', '*', 'RequestCertificate'],
  [
    'acm',
    'arn:aws:acm:us-east-1:123456789012:certificate/1234',
    'AddTagsToCertificate DeleteCertificate DescribeCertificate ListTagsForCertificate',
  ],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/apikeys', 'POST'],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/apikeys/abc123', 'DELETE GET PATCH'],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/restapis', 'POST'],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/restapis/abc123', 'DELETE GET PATCH PUT'],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/restapis/abc123/deployments', 'POST'],
  [
    'apigateway',
    'arn:aws:apigateway:us-east-1::/restapis/abc123/deployments/abc123',
    'DELETE GET PATCH',
  ],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/restapis/abc123/resources', 'GET'],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/restapis/abc123/stages', 'POST'],
  [
    'apigateway',
    'arn:aws:apigateway:us-east-1::/restapis/abc123/stages/live',
    'DELETE GET PATCH SetWebACL',
  ],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/tags/arn', 'PUT'],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/usageplans', 'POST'],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/usageplans/abc123', 'DELETE GET PATCH'],
  ['apigateway', 'arn:aws:apigateway:us-east-1::/usageplans/abc123/keys', 'POST'],
  [
    'apigateway',
    'arn:aws:apigateway:us-east-1::/usageplans/abc123/keys/abc123',
    'DELETE GET PATCH',
  ],
  [
    'budgets',
    'arn:aws:budgets::123456789012:budget/audio-rooms-production-us-east-1-monthly',
    'ListTagsForResource ModifyBudget TagResource ViewBudget',
  ],
  [
    'cloudfront',
    '*',
    'CreateCachePolicy CreateDistribution CreateFunction CreateOriginAccessControl CreateResponseHeadersPolicy DeleteCachePolicy DeleteDistribution DeleteFunction DeleteOriginAccessControl DeleteResponseHeadersPolicy DescribeFunction GetCachePolicy GetDistribution GetFunction GetOriginAccessControl GetResponseHeadersPolicy ListTagsForResource PublishFunction TagResource UpdateCachePolicy UpdateDistribution UpdateFunction UpdateResponseHeadersPolicy',
  ],
  ['cloudwatch', '*', 'DescribeAlarms'],
  [
    'cloudwatch',
    'arn:aws:cloudwatch::123456789012:dashboard/audio-rooms-production-us-east-1',
    'DeleteDashboards GetDashboard PutDashboard',
  ],
  [
    'cloudwatch',
    'arn:aws:cloudwatch:us-east-1:123456789012:alarm:audio-rooms-production-expiry-lag',
    'DeleteAlarms ListTagsForResource PutMetricAlarm TagResource',
  ],
  [
    'dynamodb',
    'arn:aws:dynamodb:us-east-1:123456789012:table/audio-rooms-production-rooms',
    'CreateTable DeleteTable DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource TagResource UpdateTable UpdateTimeToLive',
  ],
  [
    'events',
    'arn:aws:events:us-east-1:123456789012:rule/audio-rooms-production-stage-events',
    'DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets RemoveTargets TagResource',
  ],
  [
    'iam',
    'arn:aws:iam::123456789012:role/audio-rooms-production-us-east-1-sweep',
    'CreateRole DeleteRole DeleteRolePolicy GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies PassRole PutRolePolicy TagRole UntagRole UpdateAssumeRolePolicy',
  ],
  ['kms', '*', 'CreateKey ListAliases TagResource'],
  [
    'kms',
    'arn:aws:kms:us-east-1:123456789012:alias/audio-rooms-production',
    'CreateAlias DeleteAlias UpdateAlias',
  ],
  [
    'kms',
    'arn:aws:kms:us-east-1:123456789012:key/1234abcd',
    'CreateAlias DeleteAlias DescribeKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus ListResourceTags PutKeyPolicy ScheduleKeyDeletion UpdateAlias UpdateKeyDescription',
  ],
  [
    'lambda',
    '*',
    'CreateEventSourceMapping DeleteEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping',
  ],
  [
    'lambda',
    'arn:aws:lambda:us-east-1:123456789012:event-source-mapping:1234',
    'ListTags TagResource',
  ],
  [
    'lambda',
    'arn:aws:lambda:us-east-1:123456789012:function:audio-rooms-production-rotate-key-pair',
    'InvokeFunction',
  ],
  [
    'lambda',
    'arn:aws:lambda:us-east-1:123456789012:function:audio-rooms-production-sweep',
    'AddPermission CreateFunction DeleteFunction DeleteFunctionEventInvokeConfig GetFunction GetFunctionCodeSigningConfig GetFunctionEventInvokeConfig GetPolicy ListTags ListVersionsByFunction PutFunctionEventInvokeConfig RemovePermission TagResource UpdateFunctionCode UpdateFunctionConfiguration',
  ],
  ['logs', '*', 'DescribeLogGroups'],
  [
    'logs',
    'arn:aws:logs:us-east-1:123456789012:log-group:/audio-rooms/production/api-access',
    'DeleteLogGroup TagResource',
  ],
  [
    'logs',
    'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/audio-rooms-production-create-room',
    'CreateLogGroup DeleteLogGroup ListTagsForResource PutRetentionPolicy',
  ],
  ['route53', 'arn:aws:route53:::change/C123', 'GetChange'],
  [
    'route53',
    'arn:aws:route53:::hostedzone/Z0123ABC',
    'ChangeResourceRecordSets GetHostedZone ListResourceRecordSets',
  ],
  [
    's3',
    'arn:aws:s3:::audio-rooms-production-2026',
    'CreateBucket DeleteBucket DeleteBucketOwnershipControls DeleteBucketPolicy DeleteBucketPublicAccessBlock DeleteLifecycleConfiguration GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration ListBucket ListBucketVersions PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging PutLifecycleConfiguration TagResource',
  ],
  [
    's3',
    'arn:aws:s3:::audio-rooms-production-2026/index.html',
    'DeleteObject DeleteObjectVersion GetObject GetObjectTagging PutObject PutObjectTagging',
  ],
  ['s3', 'arn:aws:s3:::states-of-the-company', 'ListBucket'],
  [
    's3',
    'arn:aws:s3:::states-of-the-company/audio-rooms/production/us-east-1/backend.tfstate',
    'DeleteObject GetObject PutObject',
  ],
  [
    'scheduler',
    'arn:aws:scheduler:us-east-1:123456789012:schedule/default/audio-rooms-production-sweep-timer',
    'CreateSchedule DeleteSchedule GetSchedule UpdateSchedule',
  ],
  [
    'secretsmanager',
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:audio-rooms-production-key-pair-AbCdEf',
    'CreateSecret DeleteSecret DescribeSecret GetResourcePolicy TagResource UpdateSecret',
  ],
  [
    'sqs',
    'arn:aws:sqs:us-east-1:123456789012:audio-rooms-production-room-events.fifo',
    'CreateQueue DeleteQueue GetQueueAttributes ListQueueTags SetQueueAttributes TagQueue',
  ],
  ['ssm', '*', 'DescribeParameters'],
  [
    'ssm',
    'arn:aws:ssm:us-east-1:123456789012:parameter/audio-rooms/production/backend',
    'AddTagsToResource DeleteParameter GetParameter ListTagsForResource PutParameter',
  ],
  [
    'wafv2',
    'arn:aws:apigateway:us-east-1::/restapis/abc123/stages/live',
    'AssociateWebACL DisassociateWebACL GetWebACLForResource',
  ],
  [
    'wafv2',
    'arn:aws:wafv2:us-east-1:123456789012:global/webacl/audio-rooms-production-us-east-1-website/1234',
    'DeleteWebACL GetWebACL ListTagsForResource TagResource UpdateWebACL',
  ],
  [
    'wafv2',
    'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/audio-rooms-production-api/1234',
    'AssociateWebACL CreateWebACL DeleteWebACL DisassociateWebACL GetWebACL ListTagsForResource TagResource UpdateWebACL',
  ],
];
