import type { ChannelEvent } from '../../api/channel.ts';
import type { Room } from '../../api/schemas.ts';
import type { RoomPeople } from '../snapshot.ts';

// What an event of the channel changes. The record of a room holds at most so many.
const MOST_HANDS = 50;
const MOST_INVITED = 50;
const MOST_SILENCED = 200;
const MOST_HOSTS = 20;

/** @param sentAt - By the server's time: what the API said before it is older. */
export function roomAfter(room: Room, event: ChannelEvent, sentAt: string): Room {
  const now = sentAt > room.now ? sentAt : room.now;
  if (event.name === 'room-changed') {
    const { title, stage, locked, chat } = event.attributes;
    const changed = { ...room, title, stage, locked: locked === 'true', chat, now };
    if (title === '') delete (changed as Partial<Room>).title;
    return changed;
  }
  if (event.name !== 'host-joined') return room;
  const { id, name } = event.attributes;
  return { ...room, hosts: added(room.hosts, { id, name }, MOST_HOSTS), now };
}

export function peopleAfter(people: RoomPeople, { name, attributes }: ChannelEvent): RoomPeople {
  const { hands, invited, audience, silenced } = people;
  switch (name) {
    case 'hand-raised':
      return { ...people, hands: added(hands, attributes, MOST_HANDS) };
    case 'hand-lowered':
      return { ...people, hands: without(hands, attributes.id) };
    case 'hands-lowered':
      return { ...people, hands: [] };
    case 'invited': {
      const ids = [...invited.filter((id) => id !== attributes.id), attributes.id];
      return { ...people, hands: without(hands, attributes.id), invited: ids.slice(-MOST_INVITED) };
    }
    case 'invitation-ended':
    case 'step-back-asked':
      return { ...people, invited: invited.filter((id) => id !== attributes.id) };
    case 'silenced': {
      const ids = [...silenced.filter((id) => id !== attributes.id), attributes.id];
      return { ...people, silenced: ids.slice(-MOST_SILENCED) };
    }
    case 'unsilenced':
      return { ...people, silenced: silenced.filter((id) => id !== attributes.id) };
    case 'removed':
      return {
        ...people,
        hands: without(hands, attributes.id),
        invited: invited.filter((id) => id !== attributes.id),
        audience: without(audience, attributes.id),
      };
    default:
      return people;
  }
}

/** Whether somebody is invited, where nobody has read it. */
export function invitedAfter(
  before: boolean,
  { name, attributes }: ChannelEvent,
  id: string | undefined,
): boolean {
  if (!('id' in attributes) || attributes.id !== id) return before;
  if (name === 'invited') return true;
  return name === 'invitation-ended' || name === 'step-back-asked' ? false : before;
}

const without = <Person extends { readonly id: string }>(
  people: readonly Person[],
  id: string,
): Person[] => people.filter((person) => person.id !== id);

const added = <Person extends { readonly id: string }>(
  people: readonly Person[],
  person: Person,
  most: number,
): Person[] => [...without(people, person.id), person].slice(-most);
