import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { number, readNumber, readText, text, type Item } from '../aws/dynamodb-item.ts';
import { openToAll, type Moderation } from './moderation.ts';
import type { Presence, SpeakerState } from './presence.ts';
import type { Room } from './room.ts';

/** Shards of the index by expiry. Each takes 1,000 writes a second, far more than the 5 stages a second that IVS creates. */
export const expiryShards = ['0', '1', '2', '3'] as const;

const DAY_SECONDS = 86_400;

export function toItem(room: Room): Item {
  return {
    id: text(room.id),
    stageArn: text(room.stageArn),
    ...(room.channelArn !== undefined && { channelArn: text(room.channelArn) }),
    endpoints: { M: { events: text(room.endpoints.events), whip: text(room.endpoints.whip) } },
    createdAt: number(room.createdAt),
    expiresAt: number(room.expiresAt),
    expiryShard: text(shardOf(room.id)),
    ttl: number(room.expiresAt + DAY_SECONDS),
    ...toModerationItem(room),
    moderationVersion: number(room.moderationVersion),
    ...toPresenceItem(room.presence),
    presenceVersion: number(room.presenceVersion),
  };
}

/** The moderation is one text, because it is always read and written as a whole. */
export const toModerationItem = (room: Room): Item => ({
  hostKeyHash: text(room.hostKeyHash),
  visitorSecret: text(room.visitorSecret),
  moderation: text(JSON.stringify(room.moderation)),
});

export function toPresenceItem(presence: Presence): Item {
  // A list rather than a map by id, as the SDK represents maps as plain objects, which lose a key like `__proto__`.
  const speakers = [...presence.speakers].map(([id, state]) => toSpeakerItem(id, state));
  return {
    speakers: { L: speakers },
    settledAt: number(presence.settledAt),
    listeners: number(presence.listeners),
    presenceAt: number(presence.countedAt),
    audience: text(JSON.stringify(presence.audience)),
  };
}

/** @throws Error if the item is not a room's. */
export function fromItem(item: Item): Room {
  const endpoints = item['endpoints']?.M ?? {};
  const hostKeyHash = readText(item, 'hostKeyHash');
  return {
    id: readText(item, 'id'),
    stageArn: readText(item, 'stageArn'),
    endpoints: { events: readText(endpoints, 'events'), whip: readText(endpoints, 'whip') },
    channelArn: item['channelArn']?.S,
    createdAt: readNumber(item, 'createdAt'),
    expiresAt: readNumber(item, 'expiresAt'),
    hostKeyHash,
    // A room of a version without moderation has none of these. Its own secret is then as good as another.
    visitorSecret: item['visitorSecret']?.S ?? hostKeyHash,
    moderation: fromModerationText(item['moderation']?.S),
    moderationVersion: item['moderationVersion'] ? readNumber(item, 'moderationVersion') : 0,
    presence: fromPresenceItem(item),
    presenceVersion: readNumber(item, 'presenceVersion'),
  };
}

function fromModerationText(json = '{}'): Moderation {
  const stored = JSON.parse(json) as Partial<Moderation>;
  return { ...openToAll, ...stored };
}

function fromPresenceItem(item: Item): Presence {
  const speakers = item['speakers']?.L ?? [];
  return {
    speakers: new Map(speakers.map(({ M = {} }) => [readText(M, 'id'), fromSpeakerItem(M)])),
    settledAt: readNumber(item, 'settledAt'),
    listeners: readNumber(item, 'listeners'),
    countedAt: readNumber(item, 'presenceAt'),
    audience: JSON.parse(item['audience']?.S ?? '[]') as Presence['audience'],
  };
}

function toSpeakerItem(id: string, state: SpeakerState): AttributeValue {
  const fact = { id: text(id), at: number(state.at) };
  return { M: state.on ? { ...fact, on: { BOOL: true }, name: text(state.name) } : fact };
}

function fromSpeakerItem(item: Item): SpeakerState {
  const at = readNumber(item, 'at');
  return item['on']?.BOOL === true
    ? { on: true, at, name: readText(item, 'name') }
    : { on: false, at };
}

function shardOf(roomId: string): string {
  let sum = 0;
  for (const char of roomId) sum += char.charCodeAt(0);
  return expiryShards[sum % expiryShards.length] ?? expiryShards[0];
}
