import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from '../shared/local-deployment.ts';
import type { RouteMatch } from './api-gateway-routes.ts';

const STAGE = 'local';

type Pairs = Readonly<Record<string, string>> | null;
type MultiPairs = Readonly<Record<string, readonly string[]>> | null;

/** The event of a REST API's Lambda proxy integration. */
export interface ProxyEvent {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Pairs;
  readonly multiValueHeaders: MultiPairs;
  readonly queryStringParameters: Pairs;
  readonly multiValueQueryStringParameters: MultiPairs;
  readonly pathParameters: Pairs;
  readonly stageVariables: null;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body: string | null;
  readonly isBase64Encoded: false;
}

/**
 * Builds the event that API Gateway passes to a function. Header names keep their case, `headers` has the last value of a
 * repeated one, and empty collections are null. The body is always text: the API declares no media type as binary, so
 * bytes that are not UTF-8 become replacement characters.
 * @param now - Milliseconds since the epoch.
 */
export function toProxyEvent(
  request: IncomingMessage,
  url: URL,
  match: RouteMatch,
  body: Buffer,
  now: number,
): ProxyEvent {
  const multiValueHeaders = group(pairs(request.rawHeaders));
  const query = group([...url.searchParams]);
  const requestId = randomUUID();
  return {
    resource: match.resource,
    path: url.pathname,
    httpMethod: request.method ?? 'GET',
    headers: lastValues(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: lastValues(query),
    multiValueQueryStringParameters: query,
    pathParameters: Object.keys(match.parameters).length > 0 ? match.parameters : null,
    stageVariables: null,
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      resourceId: match.route,
      resourcePath: match.resource,
      httpMethod: request.method,
      path: `/${STAGE}${url.pathname}`,
      stage: STAGE,
      protocol: `HTTP/${request.httpVersion}`,
      domainName: request.headers.host,
      domainPrefix: 'local',
      requestId,
      extendedRequestId: requestId,
      requestTime: formatRequestTime(now),
      requestTimeEpoch: now,
      authorizer: null,
      identity: {
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? null,
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        user: null,
        userArn: null,
      },
    },
    body: body.length > 0 ? body.toString('utf8') : null,
    isBase64Encoded: false,
  };
}

function pairs(raw: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    result.push([raw[index] ?? '', raw[index + 1] ?? '']);
  }
  return result;
}

function group(entries: readonly (readonly [string, string])[]): MultiPairs {
  const groups = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const values = groups.get(name);
    if (values) values.push(value);
    else groups.set(name, [value]);
  }
  return groups.size > 0 ? Object.fromEntries(groups) : null;
}

const lastValues = (groups: MultiPairs): Pairs =>
  groups &&
  Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']));

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The format of access logs: `22/Nov/2026:19:08:06 +0000`. */
function formatRequestTime(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day ?? ''}/${MONTHS[Number(month) - 1] ?? ''}/${year ?? ''}:${time.slice(0, 8)} +0000`;
}
