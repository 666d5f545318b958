import { isObject } from '../shared/is-object.ts';
import type { JoinCode } from './refusal.ts';

/** A publisher, as the others are told about it. */
export interface PublisherState {
  readonly id: string;
  readonly userId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isPublishing: true;
  readonly audioMuted: boolean;
  readonly videoStopped: boolean;
}

/** Why the server ends a connection. The SDK knows the first three as leave reasons, others as `unknown`. */
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

/** The SDK gives up a socket on which it has read nothing for 30 s after a ping, as in a room where nothing happens. */
export const pong = JSON.stringify({ type: 'PONG' });

export interface ExchangeRequest {
  readonly newToken: string;
  readonly requestId: unknown;
  readonly traceId: unknown;
}

/** What a client may say. */
export type ClientMessage =
  | { readonly type: 'ping' }
  | { readonly type: 'state'; readonly audioMuted: boolean; readonly videoStopped: boolean }
  | ({ readonly type: 'exchange' } & ExchangeRequest)
  | { readonly type: 'unknown' };

/** Reads a client's message. Returns undefined if it isn't one; a kind that we don't know is `unknown`. */
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
