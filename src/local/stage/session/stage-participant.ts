import type { WebSocket } from 'ws';
import type { MediaPeer } from '../media/media-peer.ts';
import type { PublisherState } from '../messages/stage-messages.ts';
import type { ForwardedPublication } from '../media/forwarded-publication.ts';
import type { StageToken } from '../tokens/token-claims.ts';

/** A participant of a stage, from joining until the reconnect grace period after its connection is over. */
export class StageParticipant {
  token: StageToken;
  readonly traceId: string;
  /** Absent while the connection is lost and may come back. */
  socket: WebSocket | undefined;
  audioMuted = false;
  videoStopped = true;
  publication: ForwardedPublication | undefined;
  /** One for each publisher, by the publisher's id. */
  readonly subscriptions = new Map<string, MediaPeer>();
  grace: NodeJS.Timeout | undefined;

  constructor(token: StageToken, traceId: string) {
    this.token = token;
    this.traceId = traceId;
  }

  get id(): string {
    return this.token.participantId;
  }

  get state(): PublisherState {
    return {
      id: this.id,
      userId: this.token.userId,
      attributes: this.token.attributes,
      isPublishing: true,
      audioMuted: this.audioMuted,
      videoStopped: this.videoStopped,
    };
  }

  /**
   * Whether the participant may do something with the token of a request. A token from before the last exchange does not
   * restore rights that the exchange removed. A newer token is valid before its exchange arrives: the SDK doesn't wait.
   */
  may(capability: 'canPublish' | 'canSubscribe', requestToken: StageToken): boolean {
    if (!requestToken[capability]) return false;
    return this.token[capability] || requestToken.issuedAt >= this.token.issuedAt;
  }
}
