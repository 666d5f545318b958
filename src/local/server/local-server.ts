import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionName, Schedule } from '../../backend/functions.ts';
import { createApiGateway } from '../gateway/api-gateway.ts';
import type { ApiKeyOptions } from '../gateway/api-key.ts';
import type { AwsCall } from '../aws/requests/aws-call.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import { claimDirectory, readOrigin } from './data-directory.ts';
import { defaultSettings, type Settings } from '../shared/local-deployment.ts';
import { startEmbeddedCloud, type EmbeddedCloud } from '../embedded-cloud.ts';
import { HostCheck, isLoopback, isWildcard } from './host-check.ts';
import { closeServer, stopListening } from '../shared/http.ts';
import type { ReportBug } from '../shared/report-bug.ts';
import { StartError } from '../shared/start-error.ts';
import { ensureKeyPair } from './first-key-pair.ts';
import type { Invocation, InvokeListener, LogLine } from '../aws/lambda/local-functions.ts';
import { listenOnHost } from './listen-on-host.ts';
import type { Certificate } from './network/certificate.ts';
import { NetworkServer } from './network/network-server.ts';
import { networkPages } from './network/start-page.ts';
import type { Impairment } from '../stage/media/impairment.ts';
import { refuseForNow, serveRequests } from './serve-requests.ts';
import { createWebsite, type Website, type WebsiteOptions } from './website-files.ts';

export interface LocalServerOptions {
  /** 0: the port that the data directory remembers, or else any free port. */
  readonly port: number;
  /** Address to listen on; loopback if absent. */
  readonly host?: string;
  /** Serves HTTPS at `host`, for other devices in the network, and redirects loopback there. */
  readonly certificate?: Certificate;
  /** Where state is kept; in memory if absent. */
  readonly dataDirectory?: string;
  /** The output of the build: `handlers/` and `website/`. */
  readonly distDirectory?: string;
  /** Replaces `createWebsite`. */
  readonly website?: (options: WebsiteOptions) => Website;
  /** Hosts to accept in addition to this machine's own, as a Host header and as that of an origin: `rooms.test:3000`. */
  readonly allowedHosts?: readonly string[];
  /** The origin at which browsers reach the server, if a tunnel or proxy is before it. */
  readonly publicOrigin?: string;
  /** The key that creating a room requires; none if absent. */
  readonly apiKey?: ApiKeyOptions;
  /** UDP port for publishers; subscribers use the next one. Any free ports if absent. */
  readonly mediaPort?: number;
  /** Simulates a bad network to listeners, for tests. */
  readonly impairment?: Impairment;
  readonly settings?: Partial<Settings>;
  readonly schedules?: readonly Schedule[];
  readonly clock?: Clock;
  /** Whether AWS calls beyond a service's rate limits are throttled. */
  readonly rateLimits?: boolean;
  /** Called for every AWS call, with the function that made it. */
  readonly onCall?: (call: AwsCall) => void;
  readonly onInvoke?: InvokeListener;
  /** Called for every line that a function logs. */
  readonly onLog?: (line: LogLine) => void;
  /** Called with a line that says that data can't be read or written; `console.error` if absent. */
  readonly onStorageProblem?: (line: string) => void;
  /** Called with bugs of the server, of which clients learn no details; `console.error` if absent. */
  readonly onBug?: ReportBug;
}

export type LocalServer = Awaited<ReturnType<typeof startLocalServer>>;

// What everybody needs who joins. Environments of the other functions start with their first call.
const JOINING = ['create-room', 'join-room', 'get-room'] as const;

/** Rooms that somebody in the network may create in a minute: more than people do, and too few to fill the memory. */
const STRANGERS_ROOMS = 20;

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Serves the website, the API, the stage server and the chat server on one port, with the embedded cloud behind them. */
export async function startLocalServer(options: LocalServerOptions) {
  const { host = 'localhost', dataDirectory, distDirectory = DIST } = options;
  const { clock = systemClock, onBug = console.error } = options;
  const remembered = dataDirectory === undefined ? undefined : readOrigin(dataDirectory);
  const wanted =
    options.port === 0 ? Number(new URL(remembered ?? 'http://x:0').port) : options.port;
  const { publicOrigin, allowedHosts = [] } = options;
  if (isWildcard(host) && publicOrigin === undefined) {
    throw new StartError(
      `--host ${host} is every address: name the one that others reach, such as 192.168.1.5, since links carry it. Or add --public-url, for instance http://localhost:3000 in a container.`,
    );
  }
  const { certificate } = options;
  const urlAt = (at: number) => `${certificate ? 'https' : 'http'}://${publicName(host)}:${at}`;
  const create = (): Server =>
    certificate
      ? new NetworkServer({ certificate, originAt: (at) => publicOrigin ?? urlAt(at) })
      : createServer();
  const inNetwork = certificate !== undefined;
  const { port, servers } = await listenOnHost(host, wanted, create, inNetwork || undefined);
  const url = urlAt(port);
  const origin = publicOrigin ?? url;
  const allowed = publicOrigin ? [...allowedHosts, new URL(publicOrigin).host] : allowedHosts;
  const check = new HostCheck({ host, port, allowed, secure: inNetwork });
  for (const server of servers) server.on('request', refuseForNow);
  let cloud: EmbeddedCloud | undefined;
  try {
    if (dataDirectory !== undefined) claimDirectory(dataDirectory, origin);
    cloud = await startEmbeddedCloud({
      origin,
      ...(dataDirectory !== undefined && { dataDirectory }),
      handlersDirectory: join(distDirectory, 'handlers'),
      mediaAddress: isLoopback(host) ? '127.0.0.1' : host,
      mediaPort: options.mediaPort ?? 0,
      ...(options.impairment && { impairment: options.impairment }),
      allowsOrigin: (page) => check.allowsOrigin(page),
      settings: { ...defaultSettings, ...options.settings },
      ...(options.schedules && { schedules: options.schedules }),
      clock,
      rateLimits: options.rateLimits ?? false,
      onCall: options.onCall ?? (() => {}),
      onInvoke: options.onInvoke ?? (() => {}),
      onLog: options.onLog ?? (() => {}),
      ...(options.onStorageProblem && { onStorageProblem: options.onStorageProblem }),
      onBug,
    });
    await Promise.all([ensureKeyPair(cloud.account), cloud.account.functions.warm(JOINING)]);
  } catch (error) {
    await Promise.all(servers.map(closeServer));
    await cloud?.close();
    throw error;
  }
  const running = cloud;
  const files = {
    directory: join(distDirectory, 'website'),
    // The stage endpoints are on this origin, even for a page that was opened under another name of this machine.
    stage: origin,
    examples: join(distDirectory, 'examples'),
    ...(certificate && { network: networkPages(origin, certificate.authority) }),
  };
  const website = options.website?.(files) ?? createWebsite(files);
  const apiGateway = createApiGateway({
    functions: running.account.functions,
    clock,
    ...(options.apiKey && { apiKey: options.apiKey }),
    ...(inNetwork && { roomsPerMinute: STRANGERS_ROOMS }),
  });
  for (const server of servers)
    serveRequests(server, {
      account: running.account,
      check,
      website,
      apiGateway,
      onBug,
      ownOrigin: origin,
    });

  let closing: Promise<void> | undefined;
  return {
    /** Where this machine reaches the server. */
    url,
    /** Where browsers reach it. */
    origin,
    port,
    endpoint: running.endpoint,
    dynamodbEndpoint: running.dynamodbEndpoint,
    /** The operator's access key, which allows every AWS call. */
    credentials: running.credentials,
    account: running.account,
    queue: running.queue,
    deadLetters: running.deadLetters,
    invoke: (name: FunctionName, event: unknown): Promise<Invocation> =>
      running.account.functions.invoke(name, JSON.stringify(event)),
    /** What is open now, for tests and scripts that look for leaks. */
    counts: () => ({
      ...running.account.stageServer.counts(),
      ...running.account.chatServer.counts(),
      records: running.account.stages.size,
      chatRecords: running.account.chatRooms.size,
      messages: running.queue.counts(),
      batches: running.eventSource.inProgress,
    }),
    /** Notifies all participants, then stops. Later calls wait for the same stop. */
    close: (): Promise<void> =>
      (closing ??= (async () => {
        // Stop accepting first. Cut connections last: the stage server still sends its disconnect messages through them.
        const stopped = Promise.all(servers.map(stopListening));
        await running.close();
        for (const server of servers) server.closeAllConnections();
        await stopped;
      })()),
  };
}

/** The host in links to this server. */
function publicName(host: string): string {
  // Browsers that are told localhost try both of its addresses, but no other loopback address.
  if (['127.0.0.1', '::1'].includes(host) || isWildcard(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
