import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Account } from '../aws/account.ts';
import { isApiPath, problem, type createApiGateway } from '../gateway/api-gateway.ts';
import { ConnectionLostError, parseUrl, respond } from '../shared/http.ts';
import type { ReportBug } from '../shared/report-bug.ts';
import { refuseUpgrade } from '../shared/upgrades.ts';
import { isLoopbackHost, refusedHost, refusedOrigin, type HostCheck } from './host-check.ts';
import type { Website } from './website-files.ts';

/** Answers requests that arrive while the cloud is starting, from a page that was reloaded for instance. */
export function refuseForNow(_request: IncomingMessage, response: ServerResponse): void {
  problem(response, 'UNAVAILABLE', 'The server is starting. Try again in a moment.');
}

export interface ServeOptions {
  /** Where browsers reach the server. */
  readonly ownOrigin: string;
  readonly account: Account;
  readonly check: HostCheck;
  readonly website: Website;
  readonly apiGateway: ReturnType<typeof createApiGateway>;
  readonly onBug: ReportBug;
}

/** Answers a server's requests and upgrades. */
export function serveRequests(server: Server, options: ServeOptions): void {
  const { account, check, website, apiGateway, onBug, ownOrigin } = options;
  const { stageServer, chatServer } = account;
  const isWelcome = ({ headersDistinct: { host = [] } }: IncomingMessage) =>
    host.length === 1 && check.isOwnHost(host[0] ?? '');
  // There, the browser would not connect to the stage: people accept the certificate of one host.
  const isElsewhere = ({ headers: { host } }: IncomingMessage) =>
    isLoopbackHost(host) && host !== new URL(ownOrigin).host;
  server.off('request', refuseForNow);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const url = parseUrl(request);
    if (!url) {
      respond(response, 400, {}, '');
    } else if (!isWelcome(request)) {
      respond(
        response,
        421,
        { 'content-type': 'text/plain; charset=utf-8' },
        refusedHost(request.headers.host),
      );
    } else if (!stageServer.handleRequest(request, response, url)) {
      const isApi = isApiPath(url.pathname);
      const { origin } = request.headers;
      // The answer to a preflight lets the page send the request, and read why it is refused.
      if (
        isApi &&
        origin !== undefined &&
        request.method !== 'OPTIONS' &&
        !check.allowsOrigin(origin)
      ) {
        problem(response, 'ORIGIN_REFUSED', refusedOrigin(origin));
        return;
      }
      if (!isApi && isSecure(request) && isElsewhere(request)) {
        const location = ownOrigin + url.pathname + url.search;
        respond(response, 307, { location, 'cache-control': 'no-store' }, '');
        return;
      }
      const answer = isApi ? apiGateway : website;
      answer(request, response, url).catch((error: unknown) => {
        if (!(error instanceof ConnectionLostError)) onBug(error);
        // Has no effect if an answer was begun or the client is gone.
        problem(response, 'INTERNAL_ERROR', 'Try again.');
        if (!request.complete) request.destroy();
      });
    }
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const welcome = isWelcome(request);
    if (!welcome) refuseUpgrade(socket, '421 Misdirected Request');
    else if (
      !stageServer.handleUpgrade(request, socket, head) &&
      !chatServer.handleUpgrade(request, socket, head)
    )
      refuseUpgrade(socket, '404 Not Found');
  });
}

const isSecure = ({ socket }: IncomingMessage): boolean => socket instanceof TLSSocket;
