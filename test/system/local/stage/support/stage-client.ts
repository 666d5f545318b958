import { WebSocket } from 'ws';
import { MediaClient } from './media-client.ts';
import { waitFor } from '../../../../support/eventually.ts';

export interface ServerMessage {
  readonly type: string;
  readonly payload: {
    readonly code?: string;
    readonly reason?: string;
    readonly count?: number;
    readonly sequenceNumber?: number;
    readonly error?: string;
    readonly requestId?: string;
    readonly participants?: readonly PublisherState[];
  };
}

export interface PublisherState {
  readonly id: string;
  readonly userId: string;
  readonly audioMuted: boolean;
  readonly attributes: Record<string, string>;
}

/** How media is offered. */
export interface Offering {
  /** Whether the offer says that it is of Firefox. */
  readonly firefox?: boolean;
}

const FIREFOX_ORIGIN = 'o=mozilla...THIS_IS_SDPARTA-99.0';

interface TokenClaims {
  readonly jti: string;
  readonly topic: string;
  readonly events_url: string;
  readonly whip_url: string;
}

/** A participant without a browser, which uses the SDK's protocol. */
export class StageClient {
  token: string;
  readonly messages: ServerMessage[] = [];
  readonly socket: WebSocket;
  readonly claims: TokenClaims;
  closed: number | undefined;

  /** @param shown - A token to send instead of the one whose endpoints and topic are used. */
  constructor(token: string, topic?: string, shown = token, traceId = Math.random().toString(36)) {
    this.token = token;
    this.claims = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    ) as TokenClaims;
    const query = `error_over_ws=1&topic=${topic ?? `${this.claims.topic}/publishers`}&traceid=${traceId}`;
    this.socket = new WebSocket(`${this.claims.events_url}?${query}`, shown === '' ? [] : shown);
    this.socket.on('message', (data: Buffer) =>
      this.messages.push(JSON.parse(data.toString()) as ServerMessage),
    );
    this.socket.on('error', () => {});
    this.socket.on('close', (code) => (this.closed = code));
  }

  get id(): string {
    return this.claims.jti;
  }

  get firstMessage(): Promise<ServerMessage> {
    return waitFor('first message', () => this.messages[0]);
  }

  /** The newest message of a type. */
  last(type: string): ServerMessage | undefined {
    return this.messages.findLast((message) => message.type === type);
  }

  get publishers(): readonly PublisherState[] {
    return this.last('STAGE_STATE')?.payload.participants ?? [];
  }

  get publisherIds(): string[] {
    return this.publishers.map(({ id }) => id).sort();
  }

  async joined(): Promise<this> {
    const first = await this.firstMessage;
    if (first.type !== 'STAGE_STATE') throw new Error(`refused: ${first.payload.code ?? ''}`);
    return this;
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  async exchange(newToken: string): Promise<ServerMessage['payload']> {
    const requestId = Math.random().toString(36);
    const payload = { oldToken: this.token, newToken, requestId, traceId: 't' };
    this.send({ type: 'aws:ivs:EXCHANGE_TOKEN', payload });
    const answer = await waitFor('answer to the exchange', () =>
      this.messages.find(({ payload }) => payload.requestId === requestId),
    );
    if (answer.payload.error === undefined) this.token = newToken;
    return answer.payload;
  }

  /** Posts an offer unchanged. */
  post(action: string, id: string, sdp: string, token = this.token): Promise<Response> {
    return fetch(`${this.claims.whip_url}/${action}/${id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/sdp' },
      body: sdp,
    });
  }

  async publish(ssrc: number, offering?: Offering): Promise<MediaClient> {
    return this.#connect(MediaClient.publisher(ssrc), 'publish', this.id, offering);
  }

  async subscribe(publisherId: string, offering?: Offering): Promise<MediaClient> {
    return this.#connect(MediaClient.subscriber(), 'subscribe', publisherId, offering);
  }

  async #connect(
    media: MediaClient,
    action: string,
    id: string,
    { firefox = false }: Offering = {},
  ): Promise<MediaClient> {
    const sdp = firefox ? media.offer.replace(/^o=\S+/m, FIREFOX_ORIGIN) : media.offer;
    const response = await this.post(action, id, sdp);
    if (response.status !== 201) {
      media.close();
      throw new Error(`${action} refused: ${response.status} ${await response.text()}`);
    }
    media.location = response.headers.get('location') ?? '';
    await media.accept(await response.text());
    return media;
  }

  remove(media: MediaClient, token = this.token): Promise<Response> {
    const headers = { authorization: `Bearer ${token}` };
    return fetch(media.location, { method: 'DELETE', headers });
  }
}
