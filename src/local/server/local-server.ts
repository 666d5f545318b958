import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { FunctionName, Schedule } from '../../backend/functions.ts';
import { createApiGateway, isApiPath, problem } from '../gateway/api-gateway.ts';
import { routeNames } from '../gateway/api-gateway-routes.ts';
import type { Call } from '../aws/calls.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import { claimDirectory, readOrigin } from './data-directory.ts';
import { defaultSettings, type Settings } from '../shared/local-deployment.ts';
import { startEmbeddedCloud, type EmbeddedCloud } from '../embedded-cloud.ts';
import { isLoopback, originCheck, ownHosts } from './host-check.ts';
import { closeServer, parseUrl, respond, stopListening } from '../shared/http.ts';
import { ensureKeyPair } from './first-key-pair.ts';
import type { Invocation, InvokeListener, LogLine } from '../aws/lambda/local-functions.ts';
import { listenOn } from './listen.ts';
import type { Impairment } from '../stage/impairment.ts';
import { createWebsite, type Website, type WebsiteOptions } from './website-files.ts';

export interface LocalServerOptions {
  /** 0: the system chooses, or the data directory, which remembers. */
  readonly port: number;
  /** Address to listen on; loopback unless told otherwise. */
  readonly host?: string;
  /** Where state is kept; in memory if there is none. */
  readonly dataDirectory?: string;
  /** What the build made: `handlers/` and `website/`. */
  readonly distDirectory?: string;
  /** Serves the website instead of `createWebsite`, given what that would get. */
  readonly website?: (options: WebsiteOptions) => Website;
  /** Host headers to accept besides those of this machine, such as `rooms.test:3000`. */
  readonly allowedHosts?: readonly string[];
  /** UDP port of what is published, and the next one is of what is heard; the system chooses both if there is none. */
  readonly mediaPort?: number;
  /** A bad network to listeners, for tests. */
  readonly impairment?: Impairment;
  readonly settings?: Partial<Settings>;
  readonly schedules?: readonly Schedule[];
  readonly clock?: Clock;
  /** Whether AWS calls beyond the service's rates are refused. */
  readonly rateLimits?: boolean;
  /** Hears of every AWS call, with the function that made it. */
  readonly onCall?: (call: Call) => void;
  readonly onInvoke?: InvokeListener;
  /** Hears every line that a function writes. */
  readonly onLog?: (line: LogLine) => void;
}

export type LocalServer = Awaited<ReturnType<typeof startLocalServer>>;

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Starts all of it on one port: website, API and stage server, with the embedded cloud behind them. */
export async function startLocalServer(options: LocalServerOptions) {
  const { host = 'localhost', dataDirectory, distDirectory = DIST, clock = systemClock } = options;
  const remembered = dataDirectory === undefined ? undefined : readOrigin(dataDirectory);
  const wanted =
    options.port === 0 ? Number(new URL(remembered ?? 'http://x:0').port) : options.port;
  const { port, servers } = await listenOn(host, wanted, () => createServer());
  const origin = `http://${publicName(host)}:${port}`;
  const hosts = ownHosts(host, port, options.allowedHosts ?? []);
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
      ...(hosts && { allowsOrigin: originCheck(hosts) }),
      settings: { ...defaultSettings, ...options.settings },
      ...(options.schedules && { schedules: options.schedules }),
      clock,
      rateLimits: options.rateLimits ?? false,
      onCall: options.onCall ?? (() => {}),
      onInvoke: options.onInvoke ?? (() => {}),
      onLog: options.onLog ?? (() => {}),
    });
    await Promise.all([ensureKeyPair(cloud.cloud), cloud.cloud.functions.warm(routeNames)]);
  } catch (error) {
    await Promise.all(servers.map(closeServer));
    await cloud?.close();
    throw error;
  }
  const running = cloud;
  const files = {
    directory: join(distDirectory, 'website'),
    // The stage is always at the origin, also for a page that was opened under another name of this machine.
    stage: origin,
    examples: join(distDirectory, 'examples'),
  };
  const website = options.website?.(files) ?? createWebsite(files);
  const apiGateway = createApiGateway({ functions: running.cloud.functions, clock });
  for (const server of servers) serve(server, { cloud: running, hosts, website, apiGateway });

  let closing: Promise<void> | undefined;
  return {
    url: origin,
    port,
    endpoint: running.endpoint,
    dynamodbEndpoint: running.dynamodbEndpoint,
    /** The operator's, good for every AWS call. */
    credentials: running.credentials,
    cloud: running.cloud,
    queue: running.queue,
    deadLetters: running.deadLetters,
    invoke: (name: FunctionName, event: unknown): Promise<Invocation> =>
      running.cloud.functions.invoke(name, JSON.stringify(event)),
    /** What is open now: see the stage server's counts. */
    counts: () => ({
      ...running.cloud.stageServer.counts(),
      records: running.cloud.stages.size,
      messages: running.queue.counts(),
      batches: running.eventSource.inProgress,
    }),
    /** Tells everybody, then stops. Calling it again waits for the same end. */
    close: (): Promise<void> =>
      (closing ??= (async () => {
        // Nobody comes in any more; then the stage server says goodbye through connections that are cut last.
        const stopped = Promise.all(servers.map(stopListening));
        await running.close();
        for (const server of servers) server.closeAllConnections();
        await stopped;
      })()),
  };
}

/** The port is taken before the cloud behind it runs; whoever comes in that second, such as a reloaded page, is told. */
function refuseForNow(_request: IncomingMessage, response: ServerResponse): void {
  problem(response, 'UNAVAILABLE', 'The server is starting: try again in a moment.');
}

/** The name in links. */
function publicName(host: string): string {
  if (isLoopback(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

interface Parts {
  readonly cloud: EmbeddedCloud;
  readonly hosts: readonly string[] | undefined;
  readonly website: Website;
  readonly apiGateway: ReturnType<typeof createApiGateway>;
}

function serve(server: Server, { cloud, hosts, website, apiGateway }: Parts): void {
  const { stageServer } = cloud.cloud;
  const isWelcome = ({ headersDistinct: { host = [] } }: IncomingMessage) =>
    hosts === undefined || (host.length === 1 && hosts.includes(host[0]?.toLowerCase() ?? ''));
  server.off('request', refuseForNow);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const url = parseUrl(request);
    if (!url) {
      respond(response, 400, {}, '');
    } else if (!isWelcome(request)) {
      respond(
        response,
        421,
        { 'content-type': 'text/plain' },
        'This host name is not served here.',
      );
    } else if (!stageServer.handleRequest(request, response, url)) {
      const answer = isApiPath(url.pathname) ? apiGateway : website;
      answer(request, response, url).catch(() => {
        // The client is gone, or the answer can't be sent: nothing that it could still be told.
        problem(response, 'INTERNAL_ERROR', 'Try again.');
        if (!request.complete) request.destroy();
      });
    }
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {}); // a reset of a connection that is refused must not end the process
    const welcome = isWelcome(request);
    if (!welcome || !stageServer.handleUpgrade(request, socket, head)) {
      socket.end(`HTTP/1.1 ${welcome ? '404 Not Found' : '421 Misdirected Request'}\r\n\r\n`);
    }
  });
}
