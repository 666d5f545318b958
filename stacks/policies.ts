import { roomsTable } from '../src/backend/functions.ts';
import { DEPLOYMENT_TAG } from './configuration.ts';
import { terraformJson } from './terraform-json.ts';

/** One statement of an IAM policy, as AWS writes it. */
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
 * Lets an AWS service take a role.
 * @param account the account that the service must act for, where the service tells; Lambda and API Gateway do not.
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

/** Reads by key go to the table; queries are only ever made on its index. */
export function tableStatements(actions: readonly string[], tableArn: string): Statement[] {
  const queries = actions.filter((action) => action === 'dynamodb:Query');
  const others = actions.filter((action) => action !== 'dynamodb:Query');
  return [
    ...allow(others, tableArn),
    ...allow(queries, `${tableArn}/index/${roomsTable.index.name}`),
  ];
}

/** A secret under our own KMS key takes a permission on that key too, of which only Secrets Manager may make use. */
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

/** These make something that has no name yet; what they make must carry our tag. */
const creations: readonly string[] = ['ivs:CreateStage', 'ivs:ImportPublicKey'];
/** Tagging is part of creating; the tag that is put on must be ours. */
const tagging: readonly string[] = ['ivs:TagResource'];
/** IVS can't list by tag or by name: whoever may list sees the names of all of the account's. */
const lists: readonly string[] = ['ivs:ListStages', 'ivs:ListPublicKeys'];

/**
 * IVS stages or public keys of this deployment. They get their names when they are made, so it is the tag that keeps
 * one deployment, or another app in the account, out of reach of the other.
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
