import {
  CloudFrontClient,
  ListCachePoliciesCommand,
  ListFunctionsCommand,
  ListOriginAccessControlsCommand,
  ListResponseHeadersPoliciesCommand,
} from '@aws-sdk/client-cloudfront';
import { CloudWatchClient, paginateListDashboards } from '@aws-sdk/client-cloudwatch';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { KMSClient, paginateListAliases } from '@aws-sdk/client-kms';
import { paginateListSchedules, SchedulerClient } from '@aws-sdk/client-scheduler';
import { untaggedNames, type UntaggedType } from '../../stacks/untagged-names.ts';

/** The types, as people know them. */
const titles: Readonly<Record<UntaggedType, string>> = {
  aws_iam_role: 'IAM role',
  aws_scheduler_schedule: 'Schedule',
  aws_cloudwatch_dashboard: 'CloudWatch dashboard',
  aws_kms_alias: 'KMS alias',
  aws_cloudfront_origin_access_control: 'CloudFront origin access control',
  aws_cloudfront_cache_policy: 'CloudFront cache policy',
  aws_cloudfront_response_headers_policy: 'CloudFront response headers policy',
  aws_cloudfront_function: 'CloudFront function',
};

/** Names of everything of a type in the account. */
const lists: Readonly<Record<UntaggedType, () => Promise<Names>>> = {
  aws_iam_role: () =>
    namesIn(paginateListRoles({ client: new IAMClient({}) }, {}), ({ Roles }) =>
      Roles?.map(({ RoleName }) => RoleName),
    ),
  aws_scheduler_schedule: () =>
    namesIn(paginateListSchedules({ client: new SchedulerClient({}) }, {}), ({ Schedules }) =>
      Schedules?.map(({ Name }) => Name),
    ),
  aws_cloudwatch_dashboard: () =>
    namesIn(
      paginateListDashboards({ client: new CloudWatchClient({}) }, {}),
      ({ DashboardEntries }) => DashboardEntries?.map(({ DashboardName }) => DashboardName),
    ),
  aws_kms_alias: () =>
    namesIn(paginateListAliases({ client: new KMSClient({}) }, {}), ({ Aliases }) =>
      Aliases?.map(({ AliasName }) => AliasName),
    ),
  aws_cloudfront_origin_access_control: () =>
    everyPage(async (Marker) => {
      const command = new ListOriginAccessControlsCommand({ Marker });
      const { OriginAccessControlList: list } = await new CloudFrontClient({}).send(command);
      return { names: list?.Items?.map(({ Name }) => Name), next: list?.NextMarker };
    }),
  aws_cloudfront_cache_policy: () =>
    everyPage(async (Marker) => {
      const command = new ListCachePoliciesCommand({ Marker, Type: 'custom' });
      const { CachePolicyList: list } = await new CloudFrontClient({}).send(command);
      const names = list?.Items?.map(({ CachePolicy }) => CachePolicy?.CachePolicyConfig?.Name);
      return { names, next: list?.NextMarker };
    }),
  aws_cloudfront_response_headers_policy: () =>
    everyPage(async (Marker) => {
      const command = new ListResponseHeadersPoliciesCommand({ Marker, Type: 'custom' });
      const { ResponseHeadersPolicyList: list } = await new CloudFrontClient({}).send(command);
      const names = list?.Items?.map(
        ({ ResponseHeadersPolicy: one }) => one?.ResponseHeadersPolicyConfig?.Name,
      );
      return { names, next: list?.NextMarker };
    }),
  aws_cloudfront_function: () =>
    everyPage(async (Marker) => {
      const command = new ListFunctionsCommand({ Marker });
      const { FunctionList: list } = await new CloudFrontClient({}).send(command);
      return { names: list?.Items?.map(({ Name }) => Name), next: list?.NextMarker };
    }),
};

type Names = readonly (string | undefined)[];

/** What there is of a deployment that carries no tag, such as `IAM role audio-rooms-qa-eu-west-1-sweep`. */
export async function findUntagged(environment: string, region: string): Promise<string[]> {
  const names = untaggedNames(environment, region);
  const types = Object.keys(names) as UntaggedType[];
  const found = await Promise.all(
    types.map(async (type) => {
      const all = new Set(await lists[type]());
      return names[type].filter((name) => all.has(name)).map((name) => `${titles[type]} ${name}`);
    }),
  );
  return found.flat();
}

async function namesIn<Page>(
  pages: AsyncIterable<Page>,
  names: (page: Page) => Names | undefined,
): Promise<Names> {
  const all: (string | undefined)[] = [];
  for await (const page of pages) all.push(...(names(page) ?? []));
  return all;
}

async function everyPage(
  read: (
    marker: string | undefined,
  ) => Promise<{ names: Names | undefined; next: string | undefined }>,
): Promise<Names> {
  const all: (string | undefined)[] = [];
  let marker: string | undefined;
  do {
    const { names, next } = await read(marker);
    all.push(...(names ?? []));
    marker = next || undefined;
  } while (marker !== undefined);
  return all;
}
