import { DEPLOYMENT_TAG } from '../src/backend/functions.ts';
import { roomsTable } from '../src/backend/resources.ts';
import { terraformJson } from './terraform-json.ts';

/** A statement of an IAM policy, with AWS's own property names. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly Service: string };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

export const policyDocument = (statements: readonly Statement[]): string =>
  terraformJson({ Version: '2012-10-17', Statement: statements });

/**
 * Allows an AWS service to assume a role.
 *
 * @param account - The account that the service must act for. Omit for Lambda and API Gateway, which do not send it.
 */
export const trustPolicy = (service: string, account?: string): string =>
  terraformJson({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
        ...(account !== undefined && {
          Condition: { StringEquals: { 'aws:SourceAccount': account } },
        }),
      },
    ],
  });

const allow = (
  actions: readonly string[],
  resource: string,
  condition?: Statement['Condition'],
): Statement[] =>
  actions.length === 0
    ? []
    : [
        {
          Effect: 'Allow',
          Action: actions,
          Resource: resource,
          ...(condition && { Condition: condition }),
        },
      ];

/** Operations by key act on the table; queries are made only on its index. */
export function tableStatements(actions: readonly string[], tableArn: string): Statement[] {
  const queries = actions.filter((action) => action === 'dynamodb:Query');
  const others = actions.filter((action) => action !== 'dynamodb:Query');
  return [
    ...allow(others, tableArn),
    ...allow(queries, `${tableArn}/index/${roomsTable.index.name}`),
  ];
}

/** A secret encrypted with our KMS key also needs permission on the key, limited to use through Secrets Manager. */
export function secretStatements(
  actions: readonly string[],
  { secretArn, keyArn, region }: { secretArn: string; keyArn: string; region: string },
): Statement[] {
  const writes = actions.includes('secretsmanager:PutSecretValue');
  return [
    ...allow(actions, secretArn),
    ...allow(['kms:Decrypt', ...(writes ? ['kms:GenerateDataKey'] : [])], keyArn, {
      StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
    }),
  ];
}

export const dataKeyStatements = (actions: readonly string[], keyArn: string): Statement[] =>
  allow(actions, keyArn, { StringEquals: { 'kms:DataKeyPairSpec': 'ECC_NIST_P384' } });

export const namedStatements = (actions: readonly string[], arn: string): Statement[] =>
  allow(actions, arn);

/** Actions that create a resource, which has no ARN yet; the new resource must carry our tag. */
const creations: readonly string[] = [
  'ivs:CreateStage',
  'ivs:ImportPublicKey',
  'ivschat:CreateRoom',
];
/** IAM checks this action when a resource is created with tags; the tag must be ours. */
const tagging: readonly string[] = ['ivs:TagResource', 'ivschat:TagResource'];
/** IVS can't list by tag or by name, so listing reveals everything in the account. */
const lists: readonly string[] = ['ivs:ListStages', 'ivs:ListPublicKeys', 'ivschat:ListRooms'];

/**
 * Permissions on this deployment's IVS stages or public keys. Their ARNs are not known in advance, so the deployment tag
 * is what separates deployments, and other apps, in one account.
 */
export function ivsStatements(
  actions: readonly string[],
  { arnPattern, deployment }: { arnPattern: string; deployment: string },
): Statement[] {
  const requested = { StringEquals: { [`aws:RequestTag/${DEPLOYMENT_TAG}`]: deployment } };
  const owned = { StringEquals: { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: deployment } };
  const special = [...creations, ...tagging, ...lists];
  const among = (group: readonly string[]) => actions.filter((action) => group.includes(action));
  return [
    ...allow(among(creations), '*', requested),
    ...allow(among(tagging), arnPattern, requested),
    ...allow(among(lists), '*'),
    ...allow(
      actions.filter((action) => !special.includes(action)),
      arnPattern,
      owned,
    ),
  ];
}
