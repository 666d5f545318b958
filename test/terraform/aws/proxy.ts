import {
  request as forward,
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { listen, closeServer, readBody, respond } from '../../../src/local/shared/http.ts';

/** A request to AWS, read completely. */
export interface AwsRequest {
  /** The name with which it is signed: `lambda`, `kms`, … */
  readonly service: string;
  readonly method: string;
  readonly url: URL;
  /** The operation, for services that name it in a header. */
  readonly target: string;
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What becomes of a request: the address of another server, with another body if given, or an answer. */
export type Route = Answer | { readonly to: string; readonly body?: string };

const MAX_BODY_BYTES = 2 ** 26;

/** One endpoint for all services of AWS, which sends each request to who can answer it. */
export async function startProxy(route: (request: AwsRequest) => Promise<Route>) {
  const server = createServer((request, response) => {
    answer(request, response, route).catch((error: unknown) => {
      // Not 500: clients would try again for minutes.
      respond(response, 400, { 'content-type': 'text/plain' }, String(error));
    });
  });
  const port = await listen(server, 0, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  route: (request: AwsRequest) => Promise<Route>,
): Promise<void> {
  const { method = 'GET', headers } = request;
  const body = await readBody(request, MAX_BODY_BYTES);
  const next = await route({
    service: /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '',
    method,
    url: new URL(request.url ?? '/', 'http://localhost'),
    target: String(headers['x-amz-target'] ?? '').split('.')[1] ?? '',
    body,
    headers,
  });
  if ('status' in next) {
    respond(response, next.status, next.headers ?? {}, next.body);
    return;
  }
  await send(request, response, next.to, next.body === undefined ? body : Buffer.from(next.body));
}

function send(
  { method, url, headers }: IncomingMessage,
  response: ServerResponse,
  to: string,
  body: Buffer,
): Promise<void> {
  // The body has been read, so nobody waits to be told to send it.
  const kept = without(headers, ['expect', 'transfer-encoding', 'connection']);
  return new Promise((done, fail) => {
    const outgoing = forward(
      to + (url ?? '/'),
      { method, headers: { ...kept, 'content-length': body.length } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, without(answer.headers, ['connection']));
        answer.pipe(response).once('close', done);
        answer.once('error', fail);
      },
    );
    outgoing.once('error', fail);
    outgoing.end(body);
  });
}

const without = (headers: IncomingMessage['headers'], names: readonly string[]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
