import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';

/** What the fake services answer. */
export interface FakeAccount {
  account?: string;
  /** API Gateway's role for logs; if undefined, it may not write any. */
  cloudwatchRoleArn?: string;
  /** How many functions may run at once. */
  concurrency?: number;
  /** Values of API keys, by their ids. */
  apiKeys?: Readonly<Record<string, string>>;
  /** ARNs that carry the tag of whichever deployment is asked for. */
  tagged?: readonly string[];
  /** The same, by Region, for those in which it is not {@link tagged}. */
  taggedIn?: Readonly<Record<string, readonly string[]>>;
  /** STS answers every call with this error and status 403. */
  refusal?: { readonly code: string; readonly message: string };
}

/** Fakes of STS, the account settings of API Gateway and Lambda, and the tagging API, which only operator scripts call. */
export async function startFakeAws(state: FakeAccount) {
  const server = createServer((request, response) => {
    const { status = 200, type, body } = answer(state, request);
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(
  {
    account = '000000000000',
    cloudwatchRoleArn,
    concurrency = 1000,
    apiKeys = {},
    tagged = [],
    taggedIn = {},
    refusal,
  }: FakeAccount,
  request: IncomingMessage,
): { status?: number; type: string; body: string } {
  const json = 'application/x-amz-json-1.1';
  const target = String(request.headers['x-amz-target'] ?? '');
  if (target.endsWith('.GetResources')) {
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(
      request.headers.authorization ?? '',
    )?.[1];
    const list = (taggedIn[region ?? ''] ?? tagged).map((ResourceARN) => ({
      ResourceARN,
      Tags: [],
    }));
    return {
      type: json,
      body: JSON.stringify({ ResourceTagMappingList: list, PaginationToken: '' }),
    };
  }
  if (request.url === '/account') {
    return { type: 'application/json', body: JSON.stringify({ cloudwatchRoleArn }) };
  }
  if (request.url?.includes('/account-settings')) {
    const AccountLimit = { ConcurrentExecutions: concurrency };
    return { type: 'application/json', body: JSON.stringify({ AccountLimit }) };
  }
  const id = /^\/apikeys\/(\w+)\?includeValue=true$/.exec(request.url ?? '')?.[1];
  if (id !== undefined) {
    return { type: 'application/json', body: JSON.stringify({ id, value: apiKeys[id] }) };
  }
  if (refusal) {
    return {
      status: 403,
      type: 'text/xml',
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>${refusal.code}</Code><Message>${refusal.message}</Message></Error></ErrorResponse>`,
    };
  }
  return {
    type: 'text/xml',
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>${account}</Account><Arn>arn:aws:iam::${account}:user/operator</Arn><UserId>U</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  };
}
