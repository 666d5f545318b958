import type { ChannelEvent } from '../../../../src/api/channel.ts';
import type { Moderation } from '../../../../src/backend/rooms/moderation.ts';

/** What a page shows of what hosts and participants have decided. */
export interface Seen {
  readonly settings: Readonly<Record<string, string>>;
  readonly hosts: readonly string[];
  /** In the order of asking: ids and times. */
  readonly hands: readonly (readonly [id: string, raisedAt: string])[];
  readonly invited: readonly string[];
  readonly silenced: readonly string[];
}

/** What a page shows that has just read a room. */
export const seenOf = (moderation: Moderation): Seen => ({
  settings: {
    title: moderation.title,
    stage: moderation.stage,
    locked: String(moderation.locked),
    chat: moderation.chat ?? '',
  },
  hosts: idsOf(moderation.hosts),
  hands: moderation.hands.map(({ id, at }) => [id, new Date(at).toISOString()]),
  invited: idsOf(moderation.invitations),
  silenced: idsOf(moderation.silenced),
});

type Followed = Seen & { readonly version: number };

/** What a page shows after an event. Undefined if it has to read the room, because one is missing. */
export function follow(seen: Followed, event: ChannelEvent): Followed | undefined {
  if (event.version !== seen.version + 1) return undefined;
  return { ...seen, ...changeOf(seen, event), version: event.version };
}

function changeOf(seen: Seen, event: ChannelEvent): Partial<Seen> {
  const id = 'id' in event.attributes ? event.attributes.id : '';
  const without = (list: readonly string[]) => list.filter((one) => one !== id);
  const { hosts, invited } = seen;
  const hands = seen.hands.filter(([one]) => one !== id);
  const silenced = without(seen.silenced);
  switch (event.name) {
    case 'room-changed':
      return { settings: { ...event.attributes } };
    case 'hand-raised':
      return { hands: [...hands, [id, event.attributes.raisedAt] as const].sort(byTime) };
    case 'hand-lowered':
      return { hands };
    case 'hands-lowered':
      return { hands: [] };
    case 'invited':
      return { hands, invited: [...without(invited), id] };
    case 'invitation-ended':
      return { invited: without(invited) };
    case 'step-back-asked':
      return { hands, invited: without(invited) };
    case 'removed':
      return { hosts: without(hosts), hands, invited: without(invited) };
    case 'silenced':
      return { silenced: [...silenced, id] };
    case 'unsilenced':
      return { silenced };
    case 'host-joined':
      return { hosts: [...without(hosts), id] };
    case 'mute-asked':
      return {};
  }
}

const byTime = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[1].localeCompare(b[1]);

const idsOf = (people: readonly { readonly id: string }[]): string[] => people.map(({ id }) => id);
