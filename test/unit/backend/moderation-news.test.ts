import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseChannelEvent } from '../../../src/api/channel.ts';
import { encodeName, shortName } from '../../../src/api/name-claims.ts';
import {
  asked,
  declined,
  forcedOff,
  invited,
  silenced,
  takenOff,
  unsilenced,
  withHand,
  withHost,
  withoutHand,
  withoutHosts,
  withoutPerson,
  withSettings,
} from '../../../src/backend/rooms/moderation-changes.ts';
import { newsOf, versioned } from '../../../src/backend/rooms/moderation-news.ts';
import { bounds, openToAll, type Moderation } from '../../../src/backend/rooms/moderation.ts';
import { follow, seenOf } from './support/followed-room.ts';

const people = Array.from({ length: 8 }, (_, index) => ({
  id: `participant${String(index).padStart(8, '0')}`,
  visitor: `visitor${Math.floor(index / 2)}`,
  name: `Person ${index}`,
}));
type Person = (typeof people)[number];

const at = Date.UTC(2027, 0, 1);
let clock = at;
const changes: Record<string, (before: Moderation, person: Person, other: Person) => Moderation> = {
  raise: (before, person) => withHand(before, person, ++clock),
  lower: declined,
  hostLowers: withoutHand,
  lowerAll: (before) => before.hands.reduce(withoutHand, before),
  invite: (before, person, other) => invited(before, person, [other]),
  takeOff: (before, person) =>
    asked(takenOff(before, person, at), { id: person.id, ask: 'step-back', at }),
  mute: (before, { id }, other) => asked(before, { id, ask: 'mute', by: other.id, at }),
  remove: withoutPerson,
  silence: silenced,
  unsilence: unsilenced,
  host: (before, person, other) => withHost(before, person, [other]),
  newKey: (before, person) => withoutHosts(before, [person]),
  force: forcedOff,
  close: (before, person, other) =>
    withSettings(before, { stage: 'invited' }, { onStage: [person, other], now: at }),
  open: (before) => withSettings(before, { stage: 'open' }, { onStage: [], now: at }),
  talk: (before) => withSettings(before, { title: 'Tea', chat: 'stage' }, { onStage: [], now: at }),
};

describe('the news of a change', () => {
  it('say what can be seen of it, or that something is missing', () => {
    const person = fc.constantFrom(...people);
    const story = fc.array(fc.tuple(fc.constantFrom(...Object.keys(changes)), person, person), {
      maxLength: 40,
    });
    let followed = 0;
    fc.assert(
      fc.property(story, (all) => {
        let moderation: Moderation = { ...openToAll, chat: 'all' };
        let version = 0;
        let seen = { ...seenOf(moderation), version };
        for (const [name, one, other] of all) {
          const after = changes[name]?.(moderation, one, other) ?? moderation;
          if (after === moderation) continue;
          const news = newsOf(moderation, after);
          const events = versioned(news, version);
          version += news.versions;
          moderation = after;
          for (const event of events) {
            const text = { ...event.attributes, version: String(event.version) };
            assert.deepEqual(parseChannelEvent(event.name, text), event, event.name);
            seen = follow(seen, event) ?? { ...seenOf(moderation), version };
          }
          assert.ok(events.length <= 3);
          if (events.length === 0) seen = { ...seen, version };
          else followed++;
          assert.deepEqual(seen, { ...seenOf(moderation), version }, name);
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(followed > 0);
  });

  it('are one event for each call of a host', () => {
    const [ann, bob] = people as [Person, Person];
    const room = withHand({ ...openToAll, chat: 'all' }, ann, at);
    const names = (after: Moderation) => newsOf(room, after).events.map(({ name }) => name);
    assert.deepEqual(names(invited(room, ann, [])), ['invited']);
    assert.deepEqual(names(withoutPerson(room, ann)), ['removed']);
    assert.deepEqual(names(withoutHand(room, ann)), ['hand-lowered']);
    assert.deepEqual(names(silenced(room, bob)), ['silenced']);
    const takeOff = asked(takenOff(room, ann, at), { id: ann.id, ask: 'step-back', at });
    assert.deepEqual(names(takeOff), ['step-back-asked']);
  });

  it('are one event when all hands are lowered, and the next version', () => {
    const [ann, , bob] = people as [Person, Person, Person];
    const room = withHand(withHand(openToAll, ann, at), bob, at);
    const news = newsOf(room, { ...room, hands: [] });
    assert.deepEqual(news, { events: [{ name: 'hands-lowered', attributes: {} }], versions: 1 });
  });

  it('leave a gap when a change has more than they say, so that people read the room', () => {
    const onStage = people.filter((_, index) => index % 2 === 0);
    const room: Moderation = { ...openToAll, chat: 'all' };
    const closed = withSettings(room, { stage: 'invited' }, { onStage, now: at });
    const news = newsOf(room, closed);
    assert.deepEqual(
      news.events.map(({ name }) => name),
      ['room-changed'],
    );
    const [event] = versioned(news, 7);
    assert.ok((event?.version ?? 0) > 8);
    assert.equal(event?.version, 7 + news.versions);
  });

  it('tell of an older entry that is dropped because a list is full', () => {
    let room: Moderation = openToAll;
    for (let i = 0; i < bounds.silenced; i++) room = silenced(room, { id: `old${i}` });
    const { events } = newsOf(room, silenced(room, { id: 'new' }));
    assert.deepEqual(
      events.map(({ name, attributes }) => [name, attributes]),
      [
        ['silenced', { id: 'new' }],
        ['unsilenced', { id: 'old0' }],
      ],
    );
  });

  it('fit into the attributes that IVS Chat takes, with the longest names and titles', () => {
    const name = shortName('👩🏽‍❤️‍💋‍👨🏽'.repeat(40));
    assert.ok(encodeName(name));
    const title = '👩🏽‍❤️‍💋‍👨🏽'.repeat(80);
    const host = { ...people[0]!, name };
    const room = withHost({ ...openToAll, chat: 'all' }, host, []);
    const afters = [
      withSettings(room, { title }, { onStage: [], now: at }),
      withHand(room, { ...people[2]!, name }, at),
      asked(room, { id: people[4]!.id, ask: 'mute', by: host.id, at }),
    ];
    for (const after of afters) {
      for (const { name: event, attributes, version } of versioned(newsOf(room, after), 1e9)) {
        const text = { ...attributes, version: String(version) };
        const bytes = Buffer.byteLength(JSON.stringify(text));
        assert.ok(bytes <= 1024, `${event}: ${bytes} bytes`);
        assert.ok(parseChannelEvent(event, text), event);
      }
    }
  });
});
