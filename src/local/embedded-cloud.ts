import { createServer } from 'node:http';
import { join } from 'node:path';
import { schedules, type Schedule } from '../backend/functions.ts';
import { roomQueue } from '../backend/resources.ts';
import type { AwsCall } from './aws/requests/aws-call.ts';
import { AccessKeys } from './aws/requests/access-keys.ts';
import { createAwsEndpoint } from './aws/aws-endpoint.ts';
import { RateLimits } from './aws/requests/rate-limits.ts';
import { systemClock, type Clock } from './shared/clock.ts';
import type { Account, ParameterRecord, SecretRecord } from './aws/account.ts';
import { resources, type Settings } from './shared/local-deployment.ts';
import { createChatServer } from './chat/chat-server.ts';
import type { ChatRoomRecord } from './shared/chat-records.ts';
import { startDynamoDb } from './aws/dynamodb/dynamodb.ts';
import { EventBus } from './aws/events/event-bus.ts';
import { Schedules } from './aws/events/schedules.ts';
import { closeServer, listen } from './shared/http.ts';
import type { PublicKeyRecord, StageRecord } from './shared/stage-records.ts';
import { Functions, type InvokeListener, type LogLine } from './aws/lambda/local-functions.ts';
import { emptySecret } from './aws/secrets-manager/secrets-manager-operations.ts';
import { EventSource } from './aws/sqs/event-source.ts';
import { FifoQueue, type MessageRecord } from './aws/sqs/fifo-queue.ts';
import type { Impairment } from './stage/media/impairment.ts';
import { createStageServer } from './stage/stage-server.ts';
import type { ReportBug } from './shared/report-bug.ts';
import { atMostOncePerMinute, type ReportProblem } from './shared/storage-problems.ts';
import { Store } from './shared/store.ts';

export interface EmbeddedCloudOptions {
  /** The origin that browsers use, which stage endpoints are on. */
  readonly origin: string;
  /** Where state is kept; in memory if absent. */
  readonly dataDirectory?: string;
  /** Contains the functions' bundles. */
  readonly handlersDirectory: string;
  readonly mediaAddress: string;
  readonly mediaPort: number;
  /** Simulates a bad network to listeners, for tests. */
  readonly impairment?: Impairment;
  /** Whether pages of an origin may join stages and chat; all may if absent. */
  readonly allowsOrigin?: (origin: string) => boolean;
  readonly settings: Settings;
  readonly schedules?: readonly Schedule[];
  readonly clock: Clock;
  /** Whether calls beyond AWS's rate limits are throttled. */
  readonly rateLimits: boolean;
  readonly onCall: (call: AwsCall) => void;
  readonly onInvoke: InvokeListener;
  readonly onLog: (line: LogLine) => void;
  /** Called when data can't be read or written, at most once a minute for each problem; `console.error` if absent. */
  readonly onStorageProblem?: ReportProblem;
  readonly onBug: ReportBug;
}

export type EmbeddedCloud = Awaited<ReturnType<typeof startEmbeddedCloud>>;

/** Starts everything of AWS that the system uses, as one deployment in this process. */
export async function startEmbeddedCloud(options: EmbeddedCloudOptions) {
  const { clock, onCall, onBug } = options;
  const accessKeys = new AccessKeys();
  const onProblem = atMostOncePerMinute(options.onStorageProblem ?? console.error);
  const stores = openStores(options.dataDirectory, onProblem);
  const { queue, deadLetters } = createQueues(clock, stores);
  const bus = new EventBus(clock, queue);

  // Closes what has been opened so far, in reverse order; also when a later step of the start fails.
  const closers: (() => Promise<void> | void)[] = [() => queue.close(), () => deadLetters.close()];
  const close = async () => {
    for (const run of closers.splice(0).reverse()) await run();
  };
  try {
    const directory = options.dataDirectory && join(options.dataDirectory, 'dynamodb');
    const dynamodb = await startDynamoDb({
      accessKeys,
      onCall,
      onProblem,
      onBug,
      ...(directory !== undefined && { directory }),
    });
    closers.push(() => dynamodb.close());
    if (directory !== undefined && stores.stages.size > 0 && (await dynamodb.count()) === 0) {
      onProblem(
        `${directory} has no rooms, although there are stages of ${stores.stages.size}: it is damaged, or was deleted. Those rooms are lost.`,
      );
    }
    const server = createServer();
    const endpoint = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
    closers.push(() => closeServer(server));
    const chatServer = createChatServer({
      findRoom: (arn) => stores.chatRooms.get(arn),
      clock,
      report: onBug,
      ...(options.allowsOrigin && { allowsOrigin: options.allowsOrigin }),
    });
    closers.push(() => chatServer.close());
    const webSocketOrigin = options.origin.replace(/^http/, 'ws');
    const chatEndpoint = webSocketOrigin + chatServer.path;
    const functions = new Functions({
      directory: options.handlersDirectory,
      accessKeyOf: (name) => accessKeys.of(name),
      endpoint,
      chatEndpoint,
      dynamodbEndpoint: dynamodb.url,
      settings: options.settings,
      onLog: options.onLog,
      onInvoke: options.onInvoke,
      ...(clock !== systemClock && { now: () => clock.now() }),
    });
    closers.push(() => functions.close());
    const stageServer = await createStageServer({
      findStage: (arn) => stores.stages.get(arn),
      findPublicKey: (arn) => stores.publicKeys.get(arn),
      emit: (update) => bus.putStageUpdate(update),
      mediaAddress: options.mediaAddress,
      mediaPort: options.mediaPort,
      ...(options.impairment && { impairment: options.impairment }),
      now: () => clock.now(),
      report: onBug,
      ...(options.allowsOrigin && { allowsOrigin: options.allowsOrigin }),
    });
    closers.push(() => stageServer.close());
    const account: Account = {
      ...stores,
      clock,
      queues: new Map([queue, deadLetters].map((one) => [one.name, one])),
      functions,
      stageServer,
      stageEndpoints: {
        events: webSocketOrigin + stageServer.eventsPath,
        whip: options.origin + stageServer.whipPath,
      },
      chatServer,
      chatEndpoint,
    };
    const rateLimits = options.rateLimits ? { rateLimits: new RateLimits(clock) } : {};
    server.on('request', createAwsEndpoint({ account, accessKeys, onCall, onBug, ...rateLimits }));
    const eventSource = new EventSource({
      queue,
      batchSize: roomQueue.batchSize,
      maximumConcurrency: roomQueue.maximumConcurrency,
      invoke: (event) => functions.invoke(roomQueue.consumer, event),
    });
    closers.push(() => eventSource.close());
    const timers = new Schedules(clock, options.schedules ?? schedules, (name, event) => {
      void functions.invoke(name, event);
    });
    closers.push(() => timers.close());
    return {
      account,
      endpoint,
      dynamodbEndpoint: dynamodb.url,
      credentials: accessKeys.operator,
      queue,
      deadLetters,
      eventSource,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Stores = ReturnType<typeof openStores>;

function openStores(dataDirectory: string | undefined, onProblem: ReportProblem) {
  const open = <Value>(
    name: string,
    fields: readonly (keyof Value & string)[],
    keepsUnwritten = false,
  ) => {
    const directory = dataDirectory === undefined ? undefined : join(dataDirectory, name);
    return new Store<Value>(directory, { fields, onProblem, keepsUnwritten });
  };
  const secrets = open<SecretRecord>('secrets', ['name', 'arn', 'versions']);
  // A deploy creates the secret without a value; rotate-key-pair puts one.
  if (secrets.size === 0)
    secrets.set(resources.keyPairSecret, emptySecret(resources.keyPairSecret));
  // Nobody waits for an answer about a message, so it must not be lost.
  const openMessages = (name: string) =>
    open<MessageRecord>(name, ['id', 'sequenceNumber', 'groupId', 'body'], true);
  return {
    stages: open<StageRecord>('stages', ['arn', 'id', 'tags', 'endpoints']),
    publicKeys: open<PublicKeyRecord>('public-keys', ['arn', 'name', 'publicKeyMaterial']),
    chatRooms: open<ChatRoomRecord>('chat-rooms', ['arn', 'id', 'tags', 'createdAt']),
    parameters: open<ParameterRecord>('parameters', ['name', 'value', 'version']),
    secrets,
    messages: openMessages('messages'),
    deadMessages: openMessages('dead-messages'),
  };
}

function createQueues(clock: Clock, { messages, deadMessages }: Stores) {
  const { visibilityTimeoutSeconds, retentionSeconds, maxReceiveCount } = roomQueue;
  const common = { clock, visibilityTimeoutSeconds };
  const deadLetters = new FifoQueue({
    ...common,
    name: resources.deadLetterQueue,
    store: deadMessages,
    retentionSeconds: 14 * 86_400, // the longest retention that SQS has
  });
  const queue = new FifoQueue({
    ...common,
    name: resources.queue,
    store: messages,
    retentionSeconds,
    deadLetters: { queue: deadLetters, maxReceiveCount },
  });
  return { queue, deadLetters };
}
