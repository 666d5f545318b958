import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from './account.ts';
import { readBody, respond } from '../shared/http.ts';
import { isObject } from '../shared/is-object.ts';
import type { ReportBug } from '../shared/report-bug.ts';
import { invokeFunction } from './lambda/invoke.ts';
import type { AwsCall } from './requests/aws-call.ts';
import { authorize, type AccessKeys, type Caller } from './requests/access-keys.ts';
import { AwsError, throttled } from './requests/aws-error.ts';
import type { RateLimits } from './requests/rate-limits.ts';
import { toAwsError } from './requests/to-aws-error.ts';
import { findViolation } from './requests/input-rules.ts';
import { restServices, serviceOfArn, targetServices, type Service } from './services.ts';

// SQS has the largest limit: a batch of messages of 1 MiB in total, with its JSON escapes.
const MAX_BODY_BYTES = 2 ** 21;

export interface AwsEndpointOptions {
  readonly account: Account;
  readonly accessKeys: AccessKeys;
  /** Calls are never throttled if absent. */
  readonly rateLimits?: RateLimits;
  readonly onCall: (call: AwsCall) => void;
  readonly onBug: ReportBug;
}

interface Target {
  readonly service: Service;
  readonly operation: string;
  /** Input from the path rather than the body. */
  readonly pathInput?: Readonly<Record<string, string>>;
}

/** Handles requests in AWS's wire protocols: JSON with a target header, and REST for IVS, IVS Chat and Lambda. */
export function createAwsEndpoint(options: AwsEndpointOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(options, request, response).catch((error: unknown) => {
      refuse(response, toAwsError(error, options.onBug), 'application/json');
    });
  };
}

async function answer(
  options: AwsEndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { account, accessKeys, onCall, onBug } = options;
  let contentType = 'application/json';
  try {
    const caller = accessKeys.identify(request.headers.authorization);
    const body = await readBody(request, MAX_BODY_BYTES);
    const path = request.url?.split('?', 1)[0] ?? '/';
    const functionName = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path)?.[1];
    if (request.method === 'POST' && functionName !== undefined) {
      onCall({ service: 'lambda', operation: 'Invoke', ...caller });
      authorize(caller, 'lambda:InvokeFunction');
      await invokeFunction(account, decode(functionName), request, body, response);
      return;
    }
    const target = findTarget(request, path);
    contentType = target.service.contentType;
    onCall({ service: target.service.name, operation: target.operation, ...caller });
    const output = await run(options, caller, target, body);
    if (output === undefined) respond(response, 204, headers(contentType), '');
    else respond(response, 200, headers(contentType), JSON.stringify(output));
  } catch (error) {
    refuse(response, toAwsError(error, onBug), contentType);
  }
}

function findTarget(request: IncomingMessage, path: string): Target {
  const [prefix, operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  const service = targetServices.find(({ target }) => target === prefix);
  if (request.method === 'POST' && service) return { service, operation };
  const resourceArn = /^\/tags\/([^/]+)$/.exec(path)?.[1];
  if (request.method === 'POST' && resourceArn !== undefined) {
    const pathInput = { resourceArn: decode(resourceArn) };
    const service = serviceOfArn(pathInput.resourceArn);
    return { service, operation: 'TagResource', pathInput };
  }
  const rest = restServices.find(({ operations }) => Object.hasOwn(operations, path.slice(1)));
  if (request.method === 'POST' && rest) return { service: rest, operation: path.slice(1) };
  throw unknownOperation();
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('SerializationException', 'The path is not percent-encoded UTF-8');
  }
}

function run(
  { account, rateLimits }: AwsEndpointOptions,
  caller: Caller,
  { service, operation: name, pathInput }: Target,
  body: Buffer,
): unknown {
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (!operation) throw unknownOperation();
  authorize(caller, `${service.name}:${name}`);
  const limit = operation.callsPerSecond;
  if (limit !== undefined && rateLimits?.take(`${service.name}:${name}`, limit) === false) {
    throw throttled();
  }
  const input = { ...parseInput(body), ...pathInput };
  const violation = findViolation(operation.rules, input);
  if (violation) throw service.refuse(violation);
  for (const action of operation.alsoNeeds?.(input) ?? []) authorize(caller, action);
  return operation.run(account, input, caller);
}

function parseInput(body: Buffer): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(body.toString() || '{}');
    if (isObject(input)) {
      // Null means that the member is absent.
      return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
    }
  } catch {
    // Not JSON: answered like JSON that is not an object.
  }
  throw new AwsError('SerializationException', 'The body is not a JSON object');
}

const unknownOperation = () =>
  new AwsError(
    'UnknownOperationException',
    'The embedded cloud does not implement this operation. Add it in the folder of its service in src/local/aws.',
    { status: 404 },
  );

const headers = (contentType: string) => ({
  'content-type': contentType,
  'x-amzn-requestid': randomUUID(),
});

function refuse(response: ServerResponse, known: AwsError, contentType: string): void {
  const name = known.code.replace(/^.*#/, '');
  respond(
    response,
    known.status,
    {
      ...headers(contentType),
      'x-amzn-errortype': name,
      ...(known.queryCode !== undefined && { 'x-amzn-query-error': `${known.queryCode};Sender` }),
    },
    // The SDK of each service reads the text from a different one of these three.
    JSON.stringify({
      ...known.members,
      __type: known.code,
      message: known.message,
      Message: known.message,
      exceptionMessage: known.message,
    }),
  );
  // The unread rest of a body must not be parsed as the next request.
  if (!response.req.complete) response.req.destroy();
}
