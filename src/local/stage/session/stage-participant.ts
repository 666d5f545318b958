import type { WebSocket } from 'ws';
import type { MediaPeer } from './media-peer.ts';
import type { PublisherState } from './stage-messages.ts';
import type { Publication } from './forwarded-publication.ts';
import type { StageToken } from './token-claims.ts';

/** Somebody on a stage, from the join to the end of the reconnect grace. */
export class Participant {
  token: StageToken;
  readonly traceId: string;
  /** Absent while the connection is broken and may come back. */
  socket: WebSocket | undefined;
  audioMuted = false;
  videoStopped = true;
  publication: Publication | undefined;
  /** By publisher: one each. */
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
   * Whether this participant may act by a token that it shows. A token from before the last exchange can't bring back
   * what the exchange took; one that is newer may come before its exchange does, as the SDK doesn't wait.
   */
  may(capability: 'canPublish' | 'canSubscribe', shown: StageToken): boolean {
    if (!shown[capability]) return false;
    return this.token[capability] || shown.issuedAt >= this.token.issuedAt;
  }
}
