import { randomBytes } from 'node:crypto';
import type { Answer } from './proxy.ts';

export interface StubRequest {
  readonly method: string;
  readonly url: URL;
  readonly ifMatch?: string;
  readonly body: string;
}

/** What CloudFront keeps of a policy or function: the XML that was sent, and a tag of its version. */
interface Kept {
  readonly id: string;
  readonly config: string;
  readonly code?: Buffer;
  readonly published?: boolean;
  readonly tag: string;
}

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
const CREATED = '2026-01-01T00:00:00Z';

/**
 * The three parts of CloudFront that moto lacks: cache policies, response headers policies and functions. They keep what
 * they are given, and insist on the tag of the version as CloudFront does.
 */
export class CloudFrontParts {
  readonly #kinds: Readonly<Record<string, Kind>> = {
    'cache-policy': new Policies('CachePolicy'),
    'response-headers-policy': new Policies('ResponseHeadersPolicy'),
    function: new Functions(),
  };

  /** @returns undefined for all other parts. */
  answer(request: StubRequest): Answer | undefined {
    const [, version, kind = '', id, verb] = request.url.pathname.split('/');
    if (version !== '2020-05-31') return undefined;
    return this.#kinds[kind]?.answer(request, id && decodeURIComponent(id), verb);
  }
}

abstract class Kind {
  protected readonly kept = new Map<string, Kept>();

  answer(request: StubRequest, id: string | undefined, verb: string | undefined): Answer {
    if (id === undefined || id === '') {
      return request.method === 'POST' ? this.create(request.body) : this.list();
    }
    const kept = this.kept.get(id);
    if (!kept) return refusal(404, this.missing, `There is no ${id}.`);
    if (request.method === 'GET') return this.read(kept, verb);
    if (request.ifMatch !== kept.tag) {
      return refusal(412, 'PreconditionFailed', `If-Match is not the version of ${id}.`);
    }
    if (request.method === 'DELETE') {
      this.kept.delete(id);
      return { status: 204, body: '' };
    }
    return this.change(kept, request.body, verb);
  }

  protected abstract readonly missing: string;
  protected abstract create(body: string): Answer;
  protected abstract list(): Answer;
  protected abstract read(kept: Kept, verb: string | undefined): Answer;
  protected abstract change(kept: Kept, body: string, verb: string | undefined): Answer;

  protected keep(kept: Omit<Kept, 'tag'>): Kept {
    const whole = { ...kept, tag: `E${randomBytes(6).toString('hex').toUpperCase()}` };
    this.kept.set(kept.id, whole);
    return whole;
  }
}

class Policies extends Kind {
  readonly #name: string;
  protected readonly missing: string;

  constructor(name: string) {
    super();
    this.#name = name;
    this.missing = `NoSuch${name}`;
  }

  protected create(body: string): Answer {
    const id = randomBytes(16).toString('hex');
    return this.#answer(this.keep({ id, config: element(body, `${this.#name}Config`) }), 201);
  }

  protected change({ id }: Kept, body: string): Answer {
    return this.#answer(this.keep({ id, config: element(body, `${this.#name}Config`) }));
  }

  protected read(kept: Kept): Answer {
    return this.#answer(kept);
  }

  protected list(): Answer {
    const items = [...this.kept.values()].map(
      (kept) =>
        `<${this.#name}Summary><Type>custom</Type>${this.#xml(kept)}</${this.#name}Summary>`,
    );
    const list = `${this.#name}List`;
    return xml(
      200,
      `<${list}><MaxItems>100</MaxItems><Quantity>${items.length}</Quantity><Items>${items.join('')}</Items></${list}>`,
    );
  }

  #answer(kept: Kept, status = 200): Answer {
    return xml(status, this.#xml(kept), { etag: kept.tag });
  }

  #xml({ id, config }: Kept): string {
    return `<${this.#name}><Id>${id}</Id><LastModifiedTime>${CREATED}</LastModifiedTime>${config}</${this.#name}>`;
  }
}

class Functions extends Kind {
  protected readonly missing = 'NoSuchFunctionExists';

  protected create(body: string): Answer {
    const id = text(body, 'Name');
    if (this.kept.has(id)) return refusal(409, 'FunctionAlreadyExists', `There is a ${id}.`);
    return this.#answer(this.keep({ id, ...sent(body) }), 201);
  }

  protected change(kept: Kept, body: string, verb: string | undefined): Answer {
    if (verb !== 'publish') return this.#answer(this.keep({ id: kept.id, ...sent(body) }));
    this.kept.set(kept.id, { ...kept, published: true });
    return this.#answer(kept);
  }

  protected read(kept: Kept, verb: string | undefined): Answer {
    if (verb === 'describe') return this.#answer(kept);
    const headers = { etag: kept.tag, 'content-type': 'application/octet-stream' };
    return { status: 200, headers, body: kept.code ?? '' };
  }

  protected list(): Answer {
    const items = [...this.kept.values()].map((kept) => summary(kept));
    return xml(
      200,
      `<FunctionList><MaxItems>100</MaxItems><Quantity>${items.length}</Quantity><Items>${items.join('')}</Items></FunctionList>`,
    );
  }

  #answer(kept: Kept, status = 200): Answer {
    return xml(status, summary(kept), { etag: kept.tag });
  }
}

const sent = (body: string) => ({
  config: element(body, 'FunctionConfig'),
  code: Buffer.from(text(body, 'FunctionCode'), 'base64'),
});

const summary = ({ id, config, published }: Kept): string =>
  `<FunctionSummary><Name>${id}</Name><Status>${published ? 'DEPLOYED' : 'UNPUBLISHED'}</Status>${config}` +
  `<FunctionMetadata><FunctionARN>arn:aws:cloudfront::000000000000:function/${id}</FunctionARN>` +
  `<Stage>${published ? 'LIVE' : 'DEVELOPMENT'}</Stage><CreatedTime>${CREATED}</CreatedTime>` +
  `<LastModifiedTime>${CREATED}</LastModifiedTime></FunctionMetadata></FunctionSummary>`;

/** An element of the XML that was sent, with what it contains. @throws {Error} if it is not there. */
function element(body: string, name: string): string {
  const content = new RegExp(`<${name}[^>]*>([\\s\\S]*)</${name}>`).exec(body)?.[1];
  if (content === undefined) throw new Error(`The request has no ${name}: ${body}`);
  return `<${name}>${content}</${name}>`;
}

const text = (body: string, name: string): string =>
  element(body, name).replace(/^<[^>]*>|<\/[^>]*>$/g, '');

function xml(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml', ...headers },
    body: body.replace(/^<(\w+)>/, `<?xml version="1.0"?><$1 xmlns="${NAMESPACE}">`),
  };
}

const refusal = (status: number, code: string, message: string): Answer =>
  xml(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
