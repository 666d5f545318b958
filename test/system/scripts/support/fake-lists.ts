import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { UntaggedType } from '../../../../stacks/untagged-names.ts';

export type ListedNames = Partial<Record<UntaggedType, readonly string[]>>;

/** Fakes of the calls with which IAM, Scheduler, CloudWatch, KMS and CloudFront list what an account has. */
export async function startFakeLists(names: ListedNames) {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer(names, request));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    variables: Object.fromEntries(
      ['IAM', 'SCHEDULER', 'CLOUDWATCH', 'KMS', 'CLOUDFRONT'].map((service) => [
        `AWS_ENDPOINT_URL_${service}`,
        endpoint,
      ]),
    ),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(names: ListedNames, request: IncomingMessage): string {
  const target = String(request.headers['x-amz-target'] ?? '');
  const path = new URL(request.url ?? '', 'http://aws').pathname;
  const of = (type: UntaggedType) => names[type] ?? [];
  const json = (list: string, field: string, type: UntaggedType) =>
    JSON.stringify({ [list]: of(type).map((name) => ({ [field]: name })) });
  const xml = (list: string, type: UntaggedType, item: (name: string) => string) =>
    `<${list}><IsTruncated>false</IsTruncated><Items>${of(type).map(item).join('')}</Items></${list}>`;

  if (target.endsWith('.ListAliases')) return json('Aliases', 'AliasName', 'aws_kms_alias');
  if (target.endsWith('.ListDashboards')) {
    return json('DashboardEntries', 'DashboardName', 'aws_cloudwatch_dashboard');
  }
  switch (path.split('/').at(-1)) {
    case 'schedules':
      return json('Schedules', 'Name', 'aws_scheduler_schedule');
    case 'origin-access-control':
      return xml(
        'OriginAccessControlList',
        'aws_cloudfront_origin_access_control',
        (name) => `<OriginAccessControlSummary><Name>${name}</Name></OriginAccessControlSummary>`,
      );
    case 'cache-policy':
      return xml(
        'CachePolicyList',
        'aws_cloudfront_cache_policy',
        (name) =>
          `<CachePolicySummary><CachePolicy><CachePolicyConfig><Name>${name}</Name></CachePolicyConfig></CachePolicy></CachePolicySummary>`,
      );
    case 'response-headers-policy':
      return xml(
        'ResponseHeadersPolicyList',
        'aws_cloudfront_response_headers_policy',
        (name) =>
          `<ResponseHeadersPolicySummary><ResponseHeadersPolicy><ResponseHeadersPolicyConfig><Name>${name}</Name></ResponseHeadersPolicyConfig></ResponseHeadersPolicy></ResponseHeadersPolicySummary>`,
      );
    case 'function':
      return xml(
        'FunctionList',
        'aws_cloudfront_function',
        (name) => `<FunctionSummary><Name>${name}</Name></FunctionSummary>`,
      );
  }
  const roles = of('aws_iam_role').map(
    (name) => `<member><RoleName>${name}</RoleName><Path>/</Path></member>`,
  );
  return `<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListRolesResult><IsTruncated>false</IsTruncated><Roles>${roles.join('')}</Roles></ListRolesResult></ListRolesResponse>`;
}
