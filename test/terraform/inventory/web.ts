import {
  GetAccountCommand,
  GetApiKeysCommand,
  GetDeploymentsCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import {
  ListCachePoliciesCommand,
  ListDistributionsCommand,
  ListFunctionsCommand,
  ListOriginAccessControlsCommand,
  ListResponseHeadersPoliciesCommand,
} from '@aws-sdk/client-cloudfront';
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
} from '@aws-sdk/client-s3';
import type { Clients } from './clients.ts';
import { each, unless, type List } from './list.ts';

const apiIds: List = async ({ apiGateway }) =>
  ((await apiGateway.send(new GetRestApisCommand({ limit: 500 }))).items ?? []).map(
    ({ id = '' }) => id,
  );

const stages = async (clients: Clients): Promise<Stage[]> =>
  each(
    await apiIds(clients),
    async (restApiId) =>
      (await clients.apiGateway.send(new GetStagesCommand({ restApiId }))).item ?? [],
  );

const usagePlanIds: List = async ({ apiGateway }) =>
  ((await apiGateway.send(new GetUsagePlansCommand({}))).items ?? []).map(({ id = '' }) => id);

export const bucketNames: List = async ({ s3 }) =>
  ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name = '' }) => Name);

/** A list of the buckets that have something. */
const buckets =
  (missing: string, read: (clients: Clients, bucket: string) => Promise<unknown>): List =>
  async (clients) =>
    each(await bucketNames(clients), async (bucket) =>
      (await unless(missing, read(clients, bucket))) === undefined ? [] : [bucket],
    );

/** The API, the website, and what is in front of them. */
export const webLists: Readonly<Record<string, List>> = {
  aws_api_gateway_account: async ({ apiGateway }) => {
    const { cloudwatchRoleArn } = await apiGateway.send(new GetAccountCommand({}));
    return cloudwatchRoleArn ? [cloudwatchRoleArn] : [];
  },
  aws_api_gateway_rest_api: apiIds,
  aws_api_gateway_deployment: async (clients) =>
    each(await apiIds(clients), async (restApiId) =>
      ((await clients.apiGateway.send(new GetDeploymentsCommand({ restApiId }))).items ?? []).map(
        ({ id = '' }) => id,
      ),
    ),
  aws_api_gateway_stage: async (clients) =>
    (await stages(clients)).map(({ stageName = '' }) => stageName),
  aws_api_gateway_method_settings: async (clients) =>
    (await stages(clients)).flatMap(({ methodSettings = {} }) => Object.keys(methodSettings)),
  aws_api_gateway_api_key: async ({ apiGateway }) =>
    ((await apiGateway.send(new GetApiKeysCommand({}))).items ?? []).map(({ name = '' }) => name),
  aws_api_gateway_usage_plan: usagePlanIds,
  aws_api_gateway_usage_plan_key: async (clients) =>
    each(await usagePlanIds(clients), async (usagePlanId) =>
      (
        (await clients.apiGateway.send(new GetUsagePlanKeysCommand({ usagePlanId }))).items ?? []
      ).map(({ name = '' }) => name),
    ),
  aws_cloudfront_distribution: async ({ cloudfront }) =>
    ((await cloudfront.send(new ListDistributionsCommand({}))).DistributionList?.Items ?? []).map(
      ({ Id = '' }) => Id,
    ),
  aws_cloudfront_origin_access_control: async ({ cloudfront }) =>
    (
      (await cloudfront.send(new ListOriginAccessControlsCommand({}))).OriginAccessControlList
        ?.Items ?? []
    ).map(({ Name = '' }) => Name),
  aws_cloudfront_cache_policy: async ({ cloudfront }) =>
    (
      (await cloudfront.send(new ListCachePoliciesCommand({ Type: 'custom' }))).CachePolicyList
        ?.Items ?? []
    ).map(({ CachePolicy }) => CachePolicy?.CachePolicyConfig?.Name ?? ''),
  aws_cloudfront_response_headers_policy: async ({ cloudfront }) =>
    (
      (await cloudfront.send(new ListResponseHeadersPoliciesCommand({ Type: 'custom' })))
        .ResponseHeadersPolicyList?.Items ?? []
    ).map(
      ({ ResponseHeadersPolicy }) => ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.Name ?? '',
    ),
  aws_cloudfront_function: async ({ cloudfront }) =>
    ((await cloudfront.send(new ListFunctionsCommand({}))).FunctionList?.Items ?? []).map(
      ({ Name = '' }) => Name,
    ),
  aws_s3_bucket: bucketNames,
  aws_s3_bucket_policy: buckets('NoSuchBucketPolicy', ({ s3 }, Bucket) =>
    s3.send(new GetBucketPolicyCommand({ Bucket })),
  ),
  aws_s3_bucket_public_access_block: buckets(
    'NoSuchPublicAccessBlockConfiguration',
    ({ s3 }, Bucket) => s3.send(new GetPublicAccessBlockCommand({ Bucket })),
  ),
  aws_s3_bucket_ownership_controls: buckets('OwnershipControlsNotFoundError', ({ s3 }, Bucket) =>
    s3.send(new GetBucketOwnershipControlsCommand({ Bucket })),
  ),
  aws_s3_bucket_lifecycle_configuration: buckets('NoSuchLifecycleConfiguration', ({ s3 }, Bucket) =>
    s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
  ),
};
