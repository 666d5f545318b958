import '../../../unit/backend/support/silence.ts';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { routes, type RouteName } from '../../../../src/api/routes.ts';
import type { FunctionName, Schedule } from '../../../../src/backend/functions.ts';
import { buildHandlers } from '../../../../scripts/build/handler-bundles.ts';
import {
  defaultSettings,
  queueUrl,
  REGION,
  resources,
} from '../../../../src/local/shared/local-deployment.ts';
import { startEmbeddedCloud } from '../../../../src/local/embedded-cloud.ts';
import { ServerLog } from '../../../support/server-log.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { waitFor } from '../../../support/eventually.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Runs the bundles that are deployed in the embedded cloud, and records what they call and log. */
export async function deploy(
  options: {
    schedules?: readonly Schedule[];
    lifetime?: number;
    allowedOrigins?: readonly string[];
  } = {},
) {
  const directory = temporaryDirectory();
  const bundles = join(directory.path, 'handlers');
  const files = await buildHandlers(ROOT, bundles);
  const clock = new ManualClock(Math.ceil(Date.now() / 1000) * 1000);
  const log = new ServerLog();
  const calls: string[] = [];
  let running = 0;
  const cloud = await startEmbeddedCloud({
    origin: 'http://localhost:1',
    handlersDirectory: bundles,
    mediaAddress: '127.0.0.1',
    mediaPort: 0,
    settings: {
      ...defaultSettings,
      roomLifetimeSeconds: options.lifetime ?? 3600,
      ...(options.allowedOrigins && { allowedOrigins: options.allowedOrigins }),
    },
    schedules: options.schedules ?? [],
    clock,
    rateLimits: false,
    onCall: ({ service, operation }) => calls.push(`${service}:${operation}`),
    onInvoke: (name, ...call) => {
      calls.push(`invoke:${name}`);
      running++;
      void call[1].finally(() => running--);
      log.listeners.onInvoke(name, ...call);
    },
    onLog: log.listeners.onLog,
    onBug: console.error,
  });
  const sqs = new SQSClient({
    region: REGION,
    endpoint: cloud.endpoint,
    credentials: cloud.credentials,
  });
  const invoke = async (name: FunctionName, event: unknown) => {
    const { payload, functionError } = await cloud.account.functions.invoke(
      name,
      JSON.stringify(event),
    );
    const value: unknown = JSON.parse(payload);
    return { value, functionError };
  };
  return {
    bundles,
    files,
    clock,
    log,
    calls,
    invoke,
    state: cloud.account,
    queue: cloud.queue,
    /** Resolves when no message is waiting and no function is running. */
    quiet: () =>
      waitFor('a quiet deployment', () => {
        const { waiting, inFlight } = cloud.queue.counts();
        return waiting + inFlight + running === 0;
      }),
    /** Resolves when no function is running, and none is about to because of the queue. */
    waitForFunctions: () =>
      waitFor('idle functions', () => running + cloud.eventSource.inProgress === 0),
    deadLetters: cloud.deadLetters,
    dynamodbEndpoint: cloud.dynamodbEndpoint,
    credentials: cloud.credentials,
    /** Invokes an API function as API Gateway does. */
    async api(
      name: RouteName,
      body?: unknown,
      roomId?: string,
      {
        bearer,
        participantId,
        by,
        ...headers
      }: Readonly<Record<string, string>> & {
        bearer?: string;
        participantId?: string;
        by?: string;
      } = {},
    ): Promise<Answer> {
      const { method, path, function: functionName } = routes[name];
      const event = {
        httpMethod: method,
        resource: path,
        path: path
          .replace('{roomId}', roomId ?? '')
          .replace('{participantId}', participantId ?? ''),
        headers: {
          'x-forwarded-for': '203.0.113.77',
          ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
          ...headers,
        },
        pathParameters:
          roomId === undefined
            ? null
            : { roomId, ...(participantId !== undefined && { participantId }) },
        queryStringParameters: by === undefined ? null : { by },
        requestContext: { requestId: 'request-1', identity: { sourceIp: '203.0.113.77' } },
        body: typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body),
        isBase64Encoded: false,
      };
      return (await invoke(functionName, event)).value as Answer;
    },
    /** Sends a message to the room queue, as EventBridge does. */
    async send(group: string, body: string): Promise<void> {
      const QueueUrl = queueUrl(cloud.endpoint, resources.queue);
      await sqs.send(
        new SendMessageCommand({ QueueUrl, MessageGroupId: group, MessageBody: body }),
      );
    },
    async close() {
      sqs.destroy();
      await cloud.close();
      directory.remove();
    },
  };
}

export type Deployment = Awaited<ReturnType<typeof deploy>>;
