import { watch } from 'node:fs';
import {
  createServer,
  request as startRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { request as startTlsRequest } from 'node:https';
import { fileURLToPath } from 'node:url';
import { IVS_STAGE_SOURCE } from '../src/api/page-headers.ts';
import { createWebsite } from '../src/local/server/website-files.ts';
import { buildWebsite } from './build/website-bundle.ts';
import {
  OperatorError,
  commonOptions,
  messageOf,
  requireEnvironment,
  runScript,
} from './operator/cli.ts';
import { requireBackendRecord } from './operator/deployment-parameters.ts';
import { findTarget } from './operator/operator-target.ts';

const help = `Serves the website of this working copy on this machine, against a backend on AWS.

  npm run dev -- --env development

  --env NAME   the deployment, whose address is read from SSM (default: APP_ENV)
  --port N     port to serve on (3000)
  --help       show this

The website is built again whenever a file of it changes; reload the page to see it. Without AWS: npm start.`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WEBSITE = `${ROOT}dist/website-dev`;

await runScript(
  { help, options: { ...commonOptions, port: { type: 'string', default: '3000' } } },
  async ({ env, port }) => {
    const environment = requireEnvironment(env);
    if (environment === 'local') {
      throw new OperatorError('local is the server on this machine: npm start needs no --env.');
    }
    const { apiUrl } = await requireBackendRecord(findTarget(environment));
    let website = await makeWebsite();
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname.startsWith('/api/')) forward(apiUrl, request, response);
      else void website(request, response, url);
    });
    await listen(server, Number(port));
    watchSources(() => {
      makeWebsite().then(
        (made) => (website = made),
        (error: unknown) => console.error(messageOf(error)),
      );
    });
    const address = server.address();
    const at = typeof address === 'object' && address ? address.port : port;
    console.log(`http://localhost:${at} with the backend of ${environment}. Ctrl-C ends it.`);
  },
);

async function makeWebsite() {
  await buildWebsite(ROOT, WEBSITE);
  return createWebsite({ directory: WEBSITE, stage: IVS_STAGE_SOURCE });
}

/** Many files may change at once, as in a checkout: built once, when it is quiet. */
function watchSources(changed: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of ['components', 'src/api', 'src/client', 'website']) {
    watch(`${ROOT}${folder}`, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(changed, 100);
    });
  }
}

/** Hands a request to the API as it came, but for the host. */
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

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
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
