import { paginateDescribeAlarms, paginateListDashboards } from '@aws-sdk/client-cloudwatch';
import { paginateListTables } from '@aws-sdk/client-dynamodb';
import { paginateListPublicKeys, paginateListStages } from '@aws-sdk/client-ivs-realtime';
import { DescribeKeyCommand, paginateListAliases, paginateListKeys } from '@aws-sdk/client-kms';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { paginateDescribeParameters } from '@aws-sdk/client-ssm';
import { ACCOUNT } from '../../../src/local/shared/local-deployment.ts';
import { bucketNames } from './web.ts';
import { all, each, type List } from './list.ts';

const queueUrls: List = ({ sqs: client }) =>
  all(paginateListQueues({ client }, {}), (page) => page.QueueUrls);

/** What keeps data, and what watches over it. */
export const dataLists: Readonly<Record<string, List>> = {
  aws_dynamodb_table: ({ dynamodb: client }) =>
    all(paginateListTables({ client }, {}), (page) => page.TableNames),
  aws_sqs_queue: queueUrls,
  aws_sqs_queue_policy: async (clients) =>
    each(await queueUrls(clients), async (QueueUrl) => {
      const { Attributes } = await clients.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
      );
      return Attributes?.['Policy'] ? [QueueUrl] : [];
    }),
  // Not those that wait for their end: they cost nothing, and AWS has no faster way.
  aws_kms_key: async ({ kms: client }) =>
    each(await all(paginateListKeys({ client }, {}), (page) => page.Keys), async ({ KeyId }) => {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
      return KeyMetadata?.KeyState === 'PendingDeletion' ? [] : [KeyId ?? ''];
    }),
  aws_kms_alias: ({ kms: client }) =>
    all(paginateListAliases({ client }, {}), (page) =>
      page.Aliases?.map(({ AliasName = '' }) => AliasName).filter(
        (name) => !name.startsWith('alias/aws/'),
      ),
    ),
  aws_secretsmanager_secret: ({ secrets: client }) =>
    all(paginateListSecrets({ client }, { IncludePlannedDeletion: true }), (page) =>
      page.SecretList?.map(({ Name = '' }) => Name),
    ),
  aws_ssm_parameter: ({ ssm: client }) =>
    all(paginateDescribeParameters({ client }, {}), (page) =>
      page.Parameters?.map(({ Name = '' }) => Name),
    ),
  aws_cloudwatch_metric_alarm: ({ cloudwatch: client }) =>
    all(paginateDescribeAlarms({ client }, {}), (page) =>
      page.MetricAlarms?.map(({ AlarmName = '' }) => AlarmName),
    ),
  aws_cloudwatch_dashboard: ({ cloudwatch: client }) =>
    all(paginateListDashboards({ client }, {}), (page) =>
      page.DashboardEntries?.map(({ DashboardName = '' }) => DashboardName),
    ),
};

/** What watches over the bill. The SDK's client for it is not installed. */
export const budgetList: List = async ({ json }) => {
  const target = 'AWSBudgetServiceGateway.DescribeBudgets';
  const page = (await json({ service: 'budgets', target, input: { AccountId: ACCOUNT } })) as {
    Budgets: readonly { BudgetName: string }[];
  };
  return page.Budgets.map(({ BudgetName }) => BudgetName);
};

/** What functions and programs create, and Terraform knows nothing of. */
export const otherLists: Readonly<Record<string, List>> = {
  'IVS stage': ({ ivs: client }) =>
    all(paginateListStages({ client }, {}), (page) => page.stages?.map(({ arn = '' }) => arn)),
  'IVS public key': ({ ivs: client }) =>
    all(paginateListPublicKeys({ client }, {}), (page) =>
      page.publicKeys?.map(({ arn = '' }) => arn),
    ),
  'S3 object': async (clients) =>
    each(await bucketNames(clients), (Bucket) =>
      all(paginateListObjectsV2({ client: clients.s3 }, { Bucket }), (page) =>
        page.Contents?.map(({ Key = '' }) => Key),
      ),
    ),
};
