import { graphemesOf } from './graphemes.ts';
import { MAX_MESSAGE_CODE_POINTS, MAX_MESSAGE_LENGTH, PARTICIPANT_ID_PATTERN } from './limits.ts';
import { byteLength, cleanName, isVisible } from './names.ts';

// What travels through a room's channel, an Amazon IVS Chat room: participants' messages and the server's events.

/** Every kind of reaction, in the order of the keys 1 to 6. */
export const reactionKinds = ['clap', 'heart', 'laugh', 'wow', 'thumbs-up', 'party'] as const;

export type ReactionKind = (typeof reactionKinds)[number];

/** How often somebody reacted in each way. */
export type ReactionCounts = Partial<Record<ReactionKind, number>>;

/** Who may write and react in a room: everybody, those on stage and hosts, or hosts only. */
export type ChatSetting = 'all' | 'stage' | 'off';

/** Who somebody is in the channel. */
export type ChannelRole = 'host' | 'speaker' | 'listener';

/** Most reactions of one kind in one message. */
export const MAX_REACTION_COUNT = 10;

/** Longest name in the channel, in bytes of UTF-8: IVS Chat takes 1 KB of attributes in all. */
const MAX_CHANNEL_NAME_BYTES = 256;

/** Longest title in an event, in bytes of UTF-8. */
const MAX_CHANNEL_TITLE_BYTES = 768;

/** The attributes of each event, apart from `version`. All are strings, since IVS Chat has no other type. */
export interface ChannelEventAttributes {
  /** `locked` is `true` or `false`. A long title is cut, see {@link cutTitle}. */
  'room-changed': { title: string; stage: 'open' | 'invited'; locked: string; chat: ChatSetting };
  /** `raisedAt`: ISO 8601. */
  'hand-raised': { id: string; name: string; raisedAt: string };
  'hand-lowered': { id: string };
  'hands-lowered': object;
  invited: { id: string };
  'invitation-ended': { id: string };
  /** `by`: the id of the host who asks, if it is known. `askedAt`: ISO 8601. */
  'step-back-asked': { id: string; by?: string; askedAt: string };
  'mute-asked': { id: string; by?: string; byName?: string; askedAt: string };
  removed: { id: string };
  silenced: { id: string };
  unsilenced: { id: string };
  'host-joined': { id: string; name: string };
}

export type ChannelEventName = keyof ChannelEventAttributes;

/** An event, as the server sends it after the room's record is written, and as a client has checked it. */
export type ChannelEvent = {
  [Name in ChannelEventName]: {
    readonly name: Name;
    /** The version of the room that the event led to. */
    readonly version: number;
    readonly attributes: Readonly<ChannelEventAttributes[Name]>;
  };
}[ChannelEventName];

/** Shortens a name to at most 256 bytes of UTF-8, at the end of a character as people count them. */
export const cutName = (name: string): string => cut(name, MAX_CHANNEL_NAME_BYTES);

/** Shortens a title to at most 768 bytes of UTF-8, like {@link cutName}: only titles of long emoji are longer. */
export const cutTitle = (title: string): string => cut(title, MAX_CHANNEL_TITLE_BYTES);

function cut(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  const graphemes = fitting(graphemesOf(text), bytes);
  // In some scripts a character has no longest form.
  return graphemes || fitting(Array.from(text), bytes);
}

function fitting(parts: readonly string[], bytes: number): string {
  let rest = bytes;
  const end = parts.findIndex((part) => (rest -= byteLength(part)) < 0);
  return parts.slice(0, end < 0 ? undefined : end).join('');
}

/** Why a message can't be sent. */
export type MessageProblem = 'empty' | 'too-long';

/**
 * Cleans and checks what somebody writes: 1 to 280 characters as people count them, of any script, on any number of lines.
 * What can't be seen is removed, as of names.
 * @returns the text as it is sent and shown, or the reason why it can't be
 */
export function parseMessage(input: string): { text: string } | { problem: MessageProblem } {
  // Counting UTF-16 units first bounds the work. What is removed may be long, but not that long.
  if (input.length > 4 * MAX_MESSAGE_CODE_POINTS) return { problem: 'too-long' };
  const lines = input.split(/\r\n?|\n/).map(cleanName);
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (!isVisible(text)) return { problem: 'empty' };
  if (Array.from(text).length > MAX_MESSAGE_CODE_POINTS) return { problem: 'too-long' };
  if (graphemesOf(text).length > MAX_MESSAGE_LENGTH) return { problem: 'too-long' };
  return { text };
}

/** Reads the content of a message of reactions. Undefined if nothing in it is a reaction; what is none is left out. */
export function parseReactions(content: string): ReactionCounts | undefined {
  const counts: ReactionCounts = {};
  const parsed = parseJson(content);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  for (const kind of reactionKinds) {
    const count: unknown = Object.hasOwn(parsed, kind) && (parsed as ReactionCounts)[kind];
    if (isCount(count)) counts[kind] = count;
  }
  return Object.keys(counts).length > 0 ? counts : undefined;
}

const isCount = (count: unknown): count is number =>
  Number.isInteger(count) && Number(count) >= 1 && Number(count) <= MAX_REACTION_COUNT;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Check = (value: string) => boolean;

const anId: Check = (value) => new RegExp(`^${PARTICIPANT_ID_PATTERN}$`).test(value);
const aName: Check = (value) => isVisible(value) && cutName(value) === value;
const aTitle: Check = (value) => cutTitle(value) === value;
const aTime: Check = (value) => value.length < 40 && !Number.isNaN(Date.parse(value));
const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value);

const person = { id: anId };

/** What each attribute of each event has to be. Those of {@link optional} may be left out. */
const checks: {
  [Name in ChannelEventName]: Record<keyof ChannelEventAttributes[Name], Check>;
} = {
  'room-changed': {
    title: aTitle,
    stage: oneOf('open', 'invited'),
    locked: oneOf('true', 'false'),
    chat: oneOf('all', 'stage', 'off'),
  },
  'hand-raised': { id: anId, name: aName, raisedAt: aTime },
  'hand-lowered': person,
  'hands-lowered': {},
  invited: person,
  'invitation-ended': person,
  'step-back-asked': { id: anId, by: anId, askedAt: aTime },
  'mute-asked': { id: anId, by: anId, byName: aName, askedAt: aTime },
  removed: person,
  silenced: person,
  unsilenced: person,
  'host-joined': { id: anId, name: aName },
};

const optional = ['by', 'byName'];

/**
 * Checks an event that the channel brought.
 * @param attributes - As the channel brought them, with `version`.
 * @returns undefined if it is none that is known, or not as it should be
 */
export function parseChannelEvent(
  name: string,
  attributes: Readonly<Record<string, unknown>> = {},
): ChannelEvent | undefined {
  if (!Object.hasOwn(checks, name)) return undefined;
  const version = attributes['version'];
  if (typeof version !== 'string' || !/^\d{1,15}$/.test(version)) return undefined;
  const known: Record<string, string> = {};
  for (const [key, check] of Object.entries(checks[name as ChannelEventName])) {
    const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    if (value === undefined && optional.includes(key)) continue;
    if (typeof value !== 'string' || !check(value)) return undefined;
    known[key] = value;
  }
  return { name, version: Number(version), attributes: known } as unknown as ChannelEvent;
}
