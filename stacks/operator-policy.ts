import { DEPLOYMENT_TAG } from '../src/backend/functions.ts';
import type { Configuration } from './configuration.ts';
import type { Statement } from './policies.ts';

/** Most characters that a managed policy of IAM may have, without white space. */
export const MANAGED_POLICY_LIMIT = 6144;

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

type Condition = Statement['Condition'];

/**
 * What an operator needs to deploy and destroy one deployment, and for the scripts about it. What has a name is limited to
 * the names of the deployment, and what has none to its tag, as far as AWS can.
 *
 * @param account - Its number; any account if absent.
 */
export function operatorPolicy(configuration: Configuration, account = '*'): PolicyDocument {
  const { environment, prefix, accountPrefix, region, state } = configuration;
  const arn = (service: string, resource: string, where = region) =>
    `arn:aws:${service}:${where}:${account}:${resource}`;
  const named = (service: string, ...types: string[]) =>
    types.map((type) => arn(service, `${type}${prefix}-*`));
  const tagged = { StringEquals: { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: environment } };
  const created = { StringEquals: { [`aws:RequestTag/${DEPLOYMENT_TAG}`]: environment } };

  return {
    Version: '2012-10-17',
    Statement: [
      // Everything on what has a name of the deployment. The key pair's secret is not read.
      allow(
        ['dynamodb:*', 'sqs:*', 'lambda:*', 'events:*', 'scheduler:*', 'logs:*', 'ssm:*'],
        [
          ...named('dynamodb', 'table/'),
          ...named('sqs', ''),
          ...named('lambda', 'function:'),
          ...named('events', 'rule/'),
          ...named('scheduler', 'schedule/default/'),
          arn('logs', `log-group:/aws/lambda/${prefix}-*`),
          arn('logs', `log-group:/audio-rooms/${environment}/*`),
          // In every Region: the scripts look whether the deployment is in another one.
          arn('ssm', `parameter/audio-rooms/${environment}/*`, '*'),
        ],
      ),
      allow(
        ['s3:*', 'cloudwatch:*'],
        [
          `arn:aws:s3:::${prefix}-*`,
          ...named('cloudwatch', 'alarm:'),
          arn('cloudwatch', `dashboard/${accountPrefix}`, ''),
        ],
      ),
      allow(
        verbs(
          'secretsmanager',
          'CreateSecret DescribeSecret UpdateSecret DeleteSecret GetResourcePolicy TagResource UntagResource',
        ),
        named('secretsmanager', 'secret:'),
      ),
      allow(
        verbs(
          'iam',
          'CreateRole GetRole UpdateRole DeleteRole UpdateAssumeRolePolicy TagRole UntagRole ListRoleTags PutRolePolicy GetRolePolicy DeleteRolePolicy ListRolePolicies ListAttachedRolePolicies ListInstanceProfilesForRole',
        ),
        [arn('iam', `role/${prefix}-*`, '')],
      ),
      allow(['iam:PassRole'], [arn('iam', `role/${prefix}-*`, '')], {
        StringEquals: {
          'iam:PassedToService': ['lambda.amazonaws.com', 'scheduler.amazonaws.com'],
        },
      }),
      allow(['iam:CreateServiceLinkedRole'], ['*'], {
        StringEquals: { 'iam:AWSServiceName': 'ops.apigateway.amazonaws.com' },
      }),

      // What has no name before it exists: its tag, where AWS checks one.
      allow(['kms:CreateKey', 'kms:TagResource'], ['*'], created),
      allow(
        verbs(
          'kms',
          'DescribeKey GetKeyPolicy PutKeyPolicy GetKeyRotationStatus EnableKeyRotation UpdateKeyDescription ListResourceTags UntagResource ScheduleKeyDeletion *Alias',
        ),
        [arn('kms', 'key/*')],
        tagged,
      ),
      allow(['kms:*Alias'], [arn('kms', `alias/${prefix}`)]),
      allow(['lambda:*EventSourceMapping'], ['*'], {
        ArnLike: { 'lambda:FunctionArn': arn('lambda', `function:${prefix}-*`) },
      }),
      allow(verbs('lambda', 'ListTags TagResource UntagResource'), [
        arn('lambda', 'event-source-mapping:*'),
      ]),
      allow(
        verbs('apigateway', 'GET POST PUT PATCH DELETE'),
        [
          'restapis',
          'restapis/*',
          'tags/*',
          'account',
          ...(keyed(configuration) ? ['apikeys*', 'usageplans*'] : []),
        ].map((path) => `arn:aws:apigateway:${region}::/${path}`),
      ),
      allow(
        [
          'Create*',
          'Get*',
          'Describe*',
          'List*',
          'Update*',
          'Delete*',
          'PublishFunction',
          'TagResource',
          'UntagResource',
        ].map((verb) => `cloudfront:${verb}`),
        ['*'],
      ),

      // Lists, and what the scripts read. AWS has no permission for a part of them.
      allow(
        [
          'kms:ListAliases',
          'logs:DescribeLogGroups',
          'ssm:DescribeParameters',
          'cloudwatch:DescribeAlarms',
          'cloudwatch:ListDashboards',
          'iam:ListRoles',
          'scheduler:ListSchedules',
          'tag:GetResources',
          'lambda:GetAccountSettings',
          'ivs:ListStages',
          'ivs:ListPublicKeys',
          'ivs:ListTagsForResource',
        ],
        ['*'],
      ),
      ...(state.kind === 's3' ? stateStatements(state.bucket, environment) : []),
      ...optional(configuration, arn),
    ],
  };
}

const allow = (
  actions: readonly string[],
  resources: readonly string[],
  condition?: Condition,
): Statement => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
  ...(condition && { Condition: condition }),
});

const verbs = (service: string, list: string): string[] =>
  list.split(' ').map((verb) => `${service}:${verb}`);

const keyed = ({ roomCreation }: Configuration): boolean => roomCreation === 'api-key';

const stateStatements = (bucket: string, environment: string): Statement[] => [
  allow(['s3:ListBucket'], [`arn:aws:s3:::${bucket}`]),
  allow(verbs('s3', 'GetObject PutObject DeleteObject'), [
    `arn:aws:s3:::${bucket}/audio-rooms/${environment}/*`,
  ]),
];

/** What is needed only with variables that are off by default. */
function optional(
  { accountPrefix, prefix, region, addressLimit, budget, domain }: Configuration,
  arn: (service: string, resource: string, where?: string) => string,
): Statement[] {
  const statements: Statement[] = [];
  if (budget) {
    statements.push(
      allow(
        verbs('budgets', 'ViewBudget ModifyBudget ListTagsForResource TagResource UntagResource'),
        [arn('budgets', `budget/${accountPrefix}-*`, '')],
      ),
    );
  }
  if (addressLimit !== undefined) {
    statements.push(
      allow(
        ['wafv2:*'],
        [
          arn('wafv2', `regional/webacl/${prefix}-*`),
          arn('wafv2', `global/webacl/${prefix}-*`, 'us-east-1'),
        ],
      ),
      allow(
        [
          'apigateway:SetWebACL',
          ...verbs('wafv2', 'AssociateWebACL DisassociateWebACL GetWebACLForResource'),
        ],
        [`arn:aws:apigateway:${region}::/restapis/*/stages/*`],
      ),
    );
  }
  if (domain) {
    statements.push(
      allow(['acm:RequestCertificate'], ['*']),
      allow(
        verbs(
          'acm',
          'DescribeCertificate DeleteCertificate AddTagsToCertificate RemoveTagsFromCertificate ListTagsForCertificate',
        ),
        [arn('acm', 'certificate/*', 'us-east-1')],
      ),
    );
  }
  if (domain?.hostedZone !== undefined) {
    statements.push(
      allow(verbs('route53', 'GetHostedZone ChangeResourceRecordSets ListResourceRecordSets'), [
        `arn:aws:route53:::hostedzone/${domain.hostedZone}`,
      ]),
      allow(['route53:GetChange'], ['arn:aws:route53:::change/*']),
    );
  }
  return statements;
}
