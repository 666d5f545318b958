/** The room that each forwarder is measured with. */
export interface Room {
  readonly publishers: number;
  readonly listeners: number;
}

/** How clients reach a forwarder. */
export type Access =
  | {
      readonly kind: 'stage';
      readonly publishers: readonly string[];
      readonly listeners: readonly string[];
    }
  | ({ readonly kind: 'http'; readonly url: string } & Room)
  | ({ readonly kind: 'udp'; readonly port: number; readonly trailer: number } & Room);

/** Orders for a forwarder's process. */
export type ServerOrder =
  ({ readonly type: 'open'; readonly encrypted?: boolean } & Room) | { readonly type: 'usage' };

/** Orders for the process of the clients. */
export type ClientsOrder =
  | { readonly type: 'join'; readonly access: Access }
  | { readonly type: 'mark' }
  | { readonly type: 'measure' };

export interface Delivery {
  readonly sent: number;
  readonly received: number;
  /** Milliseconds from sending to receipt. */
  readonly p50: number;
  readonly p99: number;
}

/** Opus in frames of 20 ms. */
export const PACKETS_PER_SECOND = 50;
/** Opus at 64 kbit/s, the SDK's default. */
export const PAYLOAD_BYTES = 160;
export const RTP_HEADER_BYTES = 12;
export const OPUS_PAYLOAD_TYPE = 111;
/** The payload begins with the time it was sent, left in the clear so that the clients can read it. */
export const TIME_BYTES = 8;
