import {
  createServer,
  request as startRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request as startTlsRequest } from 'node:https';
import { join } from 'node:path';
import { IVS_STAGE_SOURCE } from '../../src/api/page-headers.ts';
import { WebsiteBuild } from '../build/browser/website-bundle.ts';
import { messageOf, OperatorError, requireEnvironment } from '../operator/cli.ts';
import { requireBackendRecord } from '../operator/deployment-parameters.ts';
import { findTarget } from '../operator/operator-target.ts';
import { LivePages, RELOAD_SCRIPT } from './live-pages.ts';
import { watchFolders } from './watch-folders.ts';

const QUIET_MS = 100;

/**
 * Serves the website of this working copy, against a backend on AWS. Pages reload when a file of it changes.
 * @throws {OperatorError} if there is no such deployment, or the port is taken
 */
export async function serveRemoteBackend(root: string, env: string, port: number): Promise<void> {
  const environment = requireEnvironment(env);
  const { apiUrl } = await requireBackendRecord(findTarget(environment));
  const directory = join(root, 'dist/website-dev');
  const server = createServer();
  await listen(server, port);
  const website = new WebsiteBuild(root, directory, { development: true, scripts: RELOAD_SCRIPT });
  try {
    await website.build();
  } catch (error) {
    server.close();
    await website.dispose();
    throw error;
  }
  const pages = new LivePages({ directory, stage: IVS_STAGE_SOURCE });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/api/')) forward(apiUrl, request, response);
    else void pages.handle(request, response, url);
  });
  const build = () => {
    website.build().then(
      () => {
        pages.show('');
        pages.reload('site');
      },
      (error: unknown) => {
        console.error(messageOf(error));
        pages.show(messageOf(error));
      },
    );
  };
  let timer: NodeJS.Timeout | undefined;
  watchFolders(root, ['components', 'src/api', 'src/client', 'website'], () => {
    clearTimeout(timer);
    timer = setTimeout(build, QUIET_MS);
  });
  const address = server.address();
  const at = typeof address === 'object' && address ? address.port : port;
  console.log(`http://localhost:${at} with the backend of ${environment}. Ctrl-C ends it.`);
}

/** Passes a request on to the API unchanged, except for the host. */
function forward(apiUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const target = new URL(apiUrl + (request.url ?? '/'));
  const start = target.protocol === 'https:' ? startTlsRequest : startRequest;
  const onward = start(
    target,
    { method: request.method, headers: { ...request.headers, host: target.host } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', (error) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`The API at ${target.host} does not answer: ${error.message}`);
  });
  request.pipe(onward);
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        error.code === 'EADDRINUSE'
          ? new OperatorError(`Port ${port} is in use. Choose another with --port.`)
          : error,
      );
    });
    server.listen(port, 'localhost', done);
  });
}
