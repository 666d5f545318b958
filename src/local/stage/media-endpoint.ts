import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, ConnectionLostError, readBody } from '../shared/http.ts';
import type { Gatekeeper } from './tokens/gatekeeper.ts';
import type { MediaPeer } from './media/media-peer.ts';
import type { UdpPort } from './media/media-port.ts';
import type { MediaPorts } from './media/media-ports.ts';
import { parseOffer, type Offer } from './media/offer.ts';
import type { StageParticipant } from './session/stage-participant.ts';
import { asMediaRefusal, MediaCode, MediaRefusal } from './media/media-refusal.ts';
import { JoinRefusal } from './tokens/join-refusal.ts';
import type { Stage } from './session/stage.ts';
import type { StageToken } from './tokens/token-claims.ts';

// An offer of Chromium with every codec has 6 KB.
const MAX_OFFER_BYTES = 65_536;

type Action = 'publish' | 'subscribe';

export interface MediaEndpointOptions {
  readonly gatekeeper: Gatekeeper;
  readonly ports: MediaPorts;
  readonly report: (failure: unknown) => void;
  /** Finds the participant of a token, if it has joined. */
  readonly find: (token: StageToken) => { stage: Stage; participant: StageParticipant } | undefined;
}

/** The WHIP and WHEP endpoint: takes an offer, returns an answer and the URL of a resource to delete. */
export class MediaEndpoint {
  readonly #options: MediaEndpointOptions;
  readonly #resources = new Map<string, { peer: MediaPeer; owner: string }>();

  constructor(options: MediaEndpointOptions) {
    this.#options = options;
  }

  /** The number of open peer connections. */
  get size(): number {
    return this.#resources.size;
  }

  /** @param path - The path below the endpoint, such as `/publish/{participantId}`. */
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
        throw new MediaRefusal(
          405,
          'Use POST with an offer, or DELETE with the resource that it created',
        );
      }
    } catch (cause) {
      const refusal = this.#asRefusal(cause);
      response
        .writeHead(refusal.status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code: refusal.code, message: refusal.message }));
    }
  }

  #asRefusal(cause: unknown): MediaRefusal {
    if (cause instanceof MediaRefusal) return cause;
    if (cause instanceof BodyTooLargeError) return new MediaRefusal(413, 'The offer is too large');
    if (cause instanceof JoinRefusal) return asMediaRefusal(cause);
    if (!(cause instanceof ConnectionLostError)) this.#options.report(cause);
    return new MediaRefusal(500, 'The stage server failed');
  }

  #authorize(request: IncomingMessage): StageToken {
    const raw = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return this.#options.gatekeeper.admit(raw);
  }

  async #open(
    action: Action,
    id: string,
    token: StageToken,
    request: IncomingMessage,
  ): Promise<MediaPeer> {
    if (action === 'publish' && id !== token.participantId)
      throw new MediaRefusal(403, 'The token belongs to another participant', MediaCode.NotAllowed);
    const offer = parseOffer((await readBody(request, MAX_OFFER_BYTES)).toString());
    const loan = await this.#options.ports.lend(action, offer);
    try {
      const peer = this.#connect(action, id, token, offer, loan.port);
      peer.whenEnded(() => loan.giveBack());
      return peer;
    } catch (cause) {
      loan.giveBack();
      throw cause;
    }
  }

  #connect(action: Action, id: string, token: StageToken, offer: Offer, port: UdpPort): MediaPeer {
    // Looked up only now: the body may have taken a while to arrive.
    const present = this.#options.find(token);
    if (!present) throw new MediaRefusal(409, 'The participant has not joined the stage');
    const { stage, participant } = present;
    const capability = action === 'publish' ? 'canPublish' : 'canSubscribe';
    if (!participant.may(capability, token))
      throw new MediaRefusal(
        403,
        `The token does not allow the participant to ${action}`,
        MediaCode.NotAllowed,
      );
    const peer =
      action === 'publish'
        ? stage.publish(participant, offer, port)
        : stage.subscribe(participant, id, offer, port);
    this.#resources.set(peer.id, { peer, owner: token.participantId });
    peer.whenEnded(() => this.#resources.delete(peer.id));
    return peer;
  }

  /** Does nothing for a resource that is gone: the SDK may delete it twice, or the server may have ended it first. */
  #delete(id: string, token: StageToken): void {
    const resource = this.#resources.get(id);
    if (!resource) return;
    if (resource.owner !== token.participantId)
      throw new MediaRefusal(
        403,
        'The resource belongs to another participant',
        MediaCode.NotAllowed,
      );
    resource.peer.close();
  }
}
