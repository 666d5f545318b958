import { cutTitle, type ChannelEvent } from '../../api/channel.ts';
import type { Ask, Moderation, Person } from './moderation.ts';

/** An event without its version. */
export type Telling = ChannelEvent extends infer Event
  ? Event extends ChannelEvent
    ? Omit<Event, 'version'>
    : never
  : never;

/** What people in a room are told of a change. */
export interface News {
  readonly events: readonly Telling[];
  /** By how much the change raises the version of the room: once for each event. If it is more, the events don't say all. */
  readonly versions: number;
}

/** Most events of one change, which are sent at the same time. Whoever sees that one is missing reads the room. */
const MOST_EVENTS = 3;

/**
 * What to tell of a change. An event says what can be seen of it in one place; what it implies is not told again: that an
 * invitation lowers the hand, that a request to leave the stage ends the invitation, and that a removal ends everything.
 */
export function newsOf(before: Moderation, after: Moderation): News {
  const events = [...peopleNews(before, after), ...handNews(before, after)];
  const isSaid = events.length <= MOST_EVENTS && !losesHosts(before, after);
  if (isSaid) return { events, versions: Math.max(1, events.length) };
  return { events: [events[0] ?? settingsOf(after)], versions: events.length + 2 };
}

/** The events of a change, with the versions that they lead to. */
export const versioned = ({ events, versions }: News, before: number): ChannelEvent[] =>
  events.map((event, index) => ({
    ...event,
    version: before + versions - events.length + index + 1,
  }));

function peopleNews(before: Moderation, after: Moderation): Telling[] {
  const asks = after.asks.filter((ask) => !before.asks.includes(ask));
  return [
    ...(areSettingsSame(before, after) ? [] : [settingsOf(after)]),
    ...added(before.removed, after.removed).map(({ id }) => say('removed', { id })),
    ...added(before.silenced, after.silenced).map(({ id }) => say('silenced', { id })),
    ...gone(before.silenced, after.silenced).map(({ id }) => say('unsilenced', { id })),
    ...added(before.hosts, after.hosts).map(({ id, name }) => say('host-joined', { id, name })),
    ...asks.map((ask) => askOf(ask, after)),
    ...added(before.invitations, after.invitations).map(({ id }) => say('invited', { id })),
  ];
}

function handNews(before: Moderation, after: Moderation): Telling[] {
  const removed = ids(added(before.removed, after.removed));
  const steppedBack = after.asks.filter(
    (one) => one.ask === 'step-back' && !before.asks.includes(one),
  );
  const uninvited = new Set([...removed, ...ids(steppedBack)]);
  const lowered = gone(before.hands, after.hands);
  const implied = new Set([...uninvited, ...ids(added(before.invitations, after.invitations))]);
  const all = lowered.length > 1 && after.hands.length === 0;
  return [
    ...(all ? [say('hands-lowered', {})] : []),
    ...(all ? [] : lowered.filter(({ id }) => !implied.has(id))).map(({ id }) =>
      say('hand-lowered', { id }),
    ),
    ...added(before.hands, after.hands).map(({ id, name, at }) =>
      say('hand-raised', { id, name, raisedAt: isoTime(at) }),
    ),
    ...gone(before.invitations, after.invitations)
      .filter(({ id }) => !uninvited.has(id))
      .map(({ id }) => say('invitation-ended', { id })),
  ];
}

/** Nothing says that somebody is a host no more: that is rare, so people read the room then. */
function losesHosts(before: Moderation, after: Moderation): boolean {
  const removed = ids(added(before.removed, after.removed));
  return gone(before.hosts, after.hosts).some(({ id }) => !removed.has(id));
}

function askOf({ id, ask, by, at }: Ask, { hosts }: Moderation): Telling {
  const who = { id, ...(by !== undefined && { by }), askedAt: isoTime(at) };
  if (ask === 'step-back') return say('step-back-asked', who);
  const byName = hosts.find((host) => host.id === by)?.name;
  return say('mute-asked', { ...who, ...(byName !== undefined && { byName }) });
}

const areSettingsSame = (before: Moderation, after: Moderation): boolean =>
  (['title', 'stage', 'locked', 'chat'] as const).every((key) => before[key] === after[key]);

const settingsOf = ({ title, stage, locked, chat = 'off' }: Moderation): Telling =>
  say('room-changed', { title: cutTitle(title), stage, locked: String(locked), chat });

const say = <Name extends Telling['name']>(
  name: Name,
  attributes: Extract<Telling, { name: Name }>['attributes'],
): Telling => ({ name, attributes }) as Telling;

const added = <Entry extends Person>(before: readonly Entry[], after: readonly Entry[]) =>
  after.filter(({ id }) => !before.some((one) => one.id === id));

const gone = <Entry extends Person>(before: readonly Entry[], after: readonly Entry[]) =>
  added(after, before);

const ids = (people: readonly Person[]): ReadonlySet<string> => new Set(people.map(({ id }) => id));

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
