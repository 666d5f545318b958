import { isObject } from '../../shared/is-object.ts';
import type { JoinCode } from '../tokens/join-refusal.ts';

/** A publisher as other participants see it. */
export interface PublisherState {
  readonly id: string;
  readonly userId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isPublishing: true;
  readonly audioMuted: boolean;
  readonly videoStopped: boolean;
}

/** Why the server ends a connection. The first three are leave reasons of the SDK, which calls any other `unknown`. */
export type DisconnectCode =
  'STAGE_DELETED' | 'PARTICIPANT_DISCONNECTED' | 'TOKEN_REUSED' | 'SERVER_CLOSED';

export function stageState(
  stageId: string,
  sequenceNumber: number,
  participants: readonly PublisherState[],
): string {
  return JSON.stringify({
    type: 'STAGE_STATE',
    payload: { stageId, sequenceNumber, participants, disconnected: [], serverFeatures: [] },
  });
}

export function subscriberCount(count: number, sequenceNumber: number): string {
  return JSON.stringify({
    type: 'aws:ivs:SUBSCRIBER_COUNT',
    payload: { count, sequenceNumber },
  });
}

export function joinError(code: JoinCode | 'INTERNAL', reason: string): string {
  return JSON.stringify({ type: 'aws:ivs:JOIN_ERROR', payload: { code, reason } });
}

export function disconnect(code: DisconnectCode, reason: string): string {
  return JSON.stringify({ type: 'aws:ivs:DISCONNECT', payload: { code, reason } });
}

export function exchanged(request: ExchangeRequest, error?: string): string {
  const { requestId, traceId } = request;
  const payload = { requestId, traceId, ...(error === undefined ? {} : { error }) };
  return JSON.stringify({ type: 'aws:ivs:EXCHANGE_TOKEN', payload });
}

/** The answer to a ping. The SDK drops a socket that stays silent for 30 s after a ping, as it would in a quiet room. */
export const pong = JSON.stringify({ type: 'PONG' });

export interface ExchangeRequest {
  readonly newToken: string;
  readonly requestId: unknown;
  readonly traceId: unknown;
}

/** A message from a client. */
export type ClientMessage =
  | { readonly type: 'ping' }
  | { readonly type: 'state'; readonly audioMuted: boolean; readonly videoStopped: boolean }
  | ({ readonly type: 'exchange' } & ExchangeRequest)
  | { readonly type: 'unknown' };

/** Parses a client's message. Returns undefined if it is malformed; a type that the server does not know is `unknown`. */
export function parseMessage(text: string): ClientMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(message) || typeof message['type'] !== 'string') return undefined;
  switch (message['type']) {
    case 'PING':
      return { type: 'ping' };
    case 'SET_STATE': {
      const { audioMuted, videoStopped } = message;
      if (typeof audioMuted !== 'boolean' || typeof videoStopped !== 'boolean') return undefined;
      return { type: 'state', audioMuted, videoStopped };
    }
    case 'aws:ivs:EXCHANGE_TOKEN': {
      const { payload } = message;
      if (!isObject(payload) || typeof payload['newToken'] !== 'string') return undefined;
      const { newToken, requestId, traceId } = payload;
      return { type: 'exchange', newToken, requestId, traceId };
    }
    default:
      return { type: 'unknown' };
  }
}
