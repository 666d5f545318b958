import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface StoredFile {
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
  /** In the notation of a query. */
  readonly tags: string;
  readonly body: string;
  /** The number of the request that wrote it. */
  readonly written: number;
}

/** A fake of the S3 calls of an upload, with one bucket. */
export async function startFakeBucket() {
  const files = new Map<string, StoredFile>();
  let requests = 0;
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests++;
    const url = new URL(request.url ?? '', 'http://s3');
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const send = (body: string) =>
      response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
    if (request.method === 'PUT') {
      files.set(key, written(request, Buffer.concat(chunks).toString()));
      return void send('<CopyObjectResult><ETag>"1"</ETag></CopyObjectResult>');
    }
    if (url.searchParams.has('tagging')) {
      const tags = [...new URLSearchParams(files.get(key)?.tags)].map(
        ([name, value]) => `<Tag><Key>${name}</Key><Value>${value}</Value></Tag>`,
      );
      return void send(`<Tagging><TagSet>${tags.join('')}</TagSet></Tagging>`);
    }
    const list = [...files.keys()].map((one) => `<Contents><Key>${one}</Key></Contents>`);
    send(`<ListBucketResult><IsTruncated>false</IsTruncated>${list.join('')}</ListBucketResult>`);
  }

  function written(request: IncomingMessage, body: string): StoredFile {
    const { headers } = request;
    const source = headers['x-amz-copy-source'];
    const from = typeof source === 'string' ? source.split('/').slice(1).join('/') : undefined;
    return {
      contentType: headers['content-type'],
      cacheControl: headers['cache-control'],
      tags: String(headers['x-amz-tagging'] ?? ''),
      body: from === undefined ? body : (files.get(from)?.body ?? 'copied from nothing'),
      written: requests,
    };
  }

  return {
    files,
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
