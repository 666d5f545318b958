import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody } from '../shared/http.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import type { MediaPeer } from './media-peer.ts';
import { parseOffer } from './offer.ts';
import type { Participant } from './stage-participant.ts';
import { asMediaRefusal, JoinRefusal, MediaCode, MediaRefusal } from './refusal.ts';
import type { Stage } from './stage.ts';
import type { StageToken } from './token-claims.ts';

// Chromium's offer with every codec is 6 KB.
const MAX_OFFER_BYTES = 65_536;

export interface MediaEndpointOptions {
  readonly gatekeeper: Gatekeeper;
  readonly report: (failure: unknown) => void;
  /** Where somebody is who has joined. */
  readonly find: (token: StageToken) => { stage: Stage; participant: Participant } | undefined;
}

/** WHIP and WHEP: an offer in, an answer out, and a resource to delete. */
export class MediaEndpoint {
  readonly #options: MediaEndpointOptions;
  readonly #resources = new Map<string, { peer: MediaPeer; owner: string }>();

  constructor(options: MediaEndpointOptions) {
    this.#options = options;
  }

  /** Peer connections that are open. */
  get size(): number {
    return this.#resources.size;
  }

  /** @param path below the endpoint, such as `/publish/{participantId}`. */
  async handle(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const [action, id, ...rest] = path.split('/').slice(1);
      if (id === undefined || rest.length > 0) throw new MediaRefusal(404, 'No such resource');
      const token = this.#authorize(request);
      if (request.method === 'DELETE' && action === 'resource') {
        this.#delete(id, token);
        response.writeHead(200).end();
      } else if (request.method === 'POST' && (action === 'publish' || action === 'subscribe')) {
        const peer = await this.#open(action, id, token, request);
        response
          .writeHead(201, {
            'content-type': 'application/sdp',
            location: `${token.whipUrl}/resource/${peer.id}`,
          })
          .end(peer.answer);
      } else {
        throw new MediaRefusal(405, 'Only POST of an offer and DELETE of its resource');
      }
    } catch (cause) {
      const refusal = asRefusal(cause);
      if (refusal.status === 500 && !request.destroyed) this.#options.report(cause);
      response
        .writeHead(refusal.status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code: refusal.code, message: refusal.message }));
    }
  }

  #authorize(request: IncomingMessage): StageToken {
    const raw = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return this.#options.gatekeeper.admit(raw);
  }

  async #open(
    action: 'publish' | 'subscribe',
    id: string,
    token: StageToken,
    request: IncomingMessage,
  ): Promise<MediaPeer> {
    if (action === 'publish' && id !== token.participantId)
      throw new MediaRefusal(403, 'The token is of another participant', MediaCode.NotAllowed);
    const offer = parseOffer((await readBody(request, MAX_OFFER_BYTES)).toString());
    // Looked up after the body has come, which may have taken a while.
    const present = this.#options.find(token);
    if (!present) throw new MediaRefusal(409, 'The participant has not joined the stage');
    const { stage, participant } = present;
    const capability = action === 'publish' ? 'canPublish' : 'canSubscribe';
    if (!participant.may(capability, token))
      throw new MediaRefusal(403, `The token does not allow to ${action}`, MediaCode.NotAllowed);
    const peer =
      action === 'publish'
        ? stage.publish(participant, offer)
        : stage.subscribe(participant, id, offer);
    this.#resources.set(peer.id, { peer, owner: token.participantId });
    peer.whenEnded(() => this.#resources.delete(peer.id));
    return peer;
  }

  /** Ending what has ended already is fine: the SDK may do so twice, and the server may have been first. */
  #delete(id: string, token: StageToken): void {
    const resource = this.#resources.get(id);
    if (!resource) return;
    if (resource.owner !== token.participantId)
      throw new MediaRefusal(403, 'The resource is of another participant', MediaCode.NotAllowed);
    resource.peer.close();
  }
}

function asRefusal(cause: unknown): MediaRefusal {
  if (cause instanceof MediaRefusal) return cause;
  if (cause instanceof BodyTooLargeError) return new MediaRefusal(413, 'The offer is too large');
  if (cause instanceof JoinRefusal) return asMediaRefusal(cause);
  return new MediaRefusal(500, 'The stage server failed');
}
