import { isObject } from '../../shared/is-object.ts';

/** A verified participant token. */
export interface StageToken {
  /** The token itself. Never log it. */
  readonly raw: string;
  readonly participantId: string;
  readonly stageArn: string;
  readonly stageId: string;
  readonly userId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly canPublish: boolean;
  readonly canSubscribe: boolean;
  /** Epoch seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly eventsUrl: string;
  readonly whipUrl: string;
}

/** 14 days: the longest lifetime that IVS allows for a token. */
export const MAX_TOKEN_SECONDS = 14 * 24 * 3600;

const MAX_USER_ID_LENGTH = 128;
const MAX_ATTRIBUTES_BYTES = 1024;

/** Parses the claims of a verified payload. Returns undefined if one is missing or not as IVS requires. */
export function parseClaims(raw: string, payload: unknown): StageToken | undefined {
  if (!isObject(payload)) return undefined;
  const { jti, resource, topic, exp, iat, version } = payload;
  const { events_url: eventsUrl, whip_url: whipUrl, capabilities } = payload;
  const userId = payload['user_id'] ?? '';
  const attributes = payload['attributes'] ?? {};
  if (version !== '1.0' || !isObject(capabilities)) return undefined;
  if (typeof jti !== 'string' || !/^[\w-]{1,64}$/.test(jti)) return undefined;
  if (typeof resource !== 'string' || typeof topic !== 'string') return undefined;
  if (topic === '' || topic !== resource.slice(resource.lastIndexOf('/') + 1)) return undefined;
  if (typeof eventsUrl !== 'string' || typeof whipUrl !== 'string') return undefined;
  if (typeof userId !== 'string' || userId.length > MAX_USER_ID_LENGTH) return undefined;
  if (!isAttributes(attributes)) return undefined;
  if (!isSeconds(exp) || !isSeconds(iat) || exp <= iat || exp > iat + MAX_TOKEN_SECONDS)
    return undefined;
  const canPublish = capabilities['allow_publish'] ?? false;
  const canSubscribe = capabilities['allow_subscribe'] ?? false;
  if (typeof canPublish !== 'boolean' || typeof canSubscribe !== 'boolean') return undefined;
  return {
    raw,
    participantId: jti,
    stageArn: resource,
    stageId: topic,
    userId,
    attributes,
    canPublish,
    canSubscribe,
    issuedAt: iat,
    expiresAt: exp,
    eventsUrl,
    whipUrl,
  };
}

function isSeconds(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isAttributes(value: unknown): value is Record<string, string> {
  if (!isObject(value)) return false;
  const entries = Object.entries(value);
  if (!entries.every(([, text]) => typeof text === 'string')) return false;
  return Buffer.byteLength(entries.flat().join('')) <= MAX_ATTRIBUTES_BYTES;
}
