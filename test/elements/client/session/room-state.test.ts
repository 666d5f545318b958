import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { RoomFact } from '../../../../src/client/session/room-fact.ts';
import { initialState, reduce, type RoomState } from '../../../../src/client/session/room-state.ts';
import { RoomError } from '../../../../src/client/room-error.ts';
import type { RoomSnapshot } from '../../../../src/client/snapshot.ts';

const room = {
  ...{ id: 'abc', stage: 'open' as const, locked: false, hosts: [] },
  ...{ live: false, speakers: [], listeners: 3 },
  ...{ createdAt: '2026-11-22T10:00:00Z', expiresAt: '2026-11-22T16:00:00Z' },
  now: '2026-11-22T10:00:00Z',
};
const stream = new MediaStream();

const id = fc.constantFrom('me', 'ana', 'bob', 'cem');
const muted = fc.boolean();
const fact: fc.Arbitrary<RoomFact> = fc.oneof(
  fc.constantFrom<RoomFact>(
    { type: 'joining', name: 'Me' },
    { type: 'admitted', room, closesAt: 900, id: 'me', host: false },
    { type: 'interrupted' },
    { type: 'stage-not-wanted' },
    { type: 'published', stream },
    { type: 'unpublished' },
    { type: 'room-read', room: { ...room, listeners: 7 }, closesAt: 900 },
    { type: 'failed', error: new RoomError('STAGE_FULL', 'Full.') },
  ),
  fc.record({ type: fc.constant('connected' as const), fresh: fc.boolean() }),
  fc.record({
    type: fc.constant('speaker-joined' as const),
    host: fc.boolean(),
    id,
    muted,
    name: fc.constantFrom('A', 'B'),
  }),
  fc.record({ type: fc.constant('speaker-left' as const), id }),
  fc.record({ type: fc.constant('speaker-muted' as const), id, muted }),
  fc.record({ type: fc.constant('stream-added' as const), id, stream: fc.constant(stream) }),
  fc.record({ type: fc.constant('stream-removed' as const), id }),
  fc.record({ type: fc.constant('stage-wanted' as const), muted }),
  fc.record({ type: fc.constant('self-muted' as const), muted }),
  fc.record({ type: fc.constant('listeners-counted' as const), listeners: fc.nat(20) }),
  fc.record({
    type: fc.constant('quality-measured' as const),
    quality: fc.constantFrom('good', 'poor', 'lost', undefined),
  }),
  fc.record({ type: fc.constant('audio-blocked' as const), blocked: fc.boolean() }),
);
const left = fc.constant<RoomFact>({ type: 'left', reason: 'room-ended' });
// Most stories begin with a join, or little of a room would be seen.
const story = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 30, arbitrary: fact }, { weight: 1, arbitrary: left })),
  )
  .map(([joined, facts]) => (joined ? [...entrance, ...facts] : facts));

const entrance: readonly RoomFact[] = [
  { type: 'joining', name: 'Me' },
  { type: 'admitted', room, closesAt: 900, id: 'me', host: false },
  { type: 'connected', fresh: true },
];

const after = (...facts: readonly RoomFact[]): RoomState => facts.reduce(reduce, initialState);
const shown = (...facts: readonly RoomFact[]): RoomSnapshot =>
  after(...entrance, ...facts).snapshot;

function expectConsistent({ snapshot, wanted }: RoomState): void {
  const { phase, speakers, self } = snapshot;
  const locals = speakers.filter(({ local }) => local);
  expect(locals).to.have.length(phase === 'speaking' ? 1 : 0);
  expect(new Set(speakers.map((speaker) => speaker.id)).size).to.equal(speakers.length);
  expect(
    locals.every((speaker) => speaker.id === self!.id && speaker.muted === snapshot.muted),
  ).to.equal(true);
  expect(snapshot.publishing).to.equal(wanted && phase !== 'speaking');
  expect(snapshot.leftReason !== undefined).to.equal(phase === 'left');
  expect(snapshot.listeners).to.be.at.least(0);
  if (phase === 'idle' || phase === 'left') {
    expect([
      snapshot.reconnecting,
      snapshot.publishing,
      snapshot.audioBlocked,
      speakers.length,
    ]).to.deep.equal([...[false, false, false, 0]]);
  }
  if (!wanted && phase !== 'speaking') expect(snapshot.muted).to.equal(false);
  expect([snapshot, speakers, ...speakers].every(Object.isFrozen)).to.equal(true);
}

describe('reduce', () => {
  it('keeps the snapshot consistent for any order of facts', () => {
    fc.assert(
      fc.property(story, (facts) => {
        let state = initialState;
        for (const each of facts) {
          state = reduce(state, each);
          expectConsistent(state);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('makes a new snapshot exactly if something in it changes', () => {
    fc.assert(
      fc.property(story, (facts) => {
        let state = initialState;
        for (const each of facts) {
          const next = reduce(state, each);
          // The same failure again is news, too: the person may have dismissed the first one.
          const isNews = each.type === 'failed';
          if (next.snapshot !== state.snapshot && !isNews) {
            expect(show(next)).to.not.equal(show(state));
          }
          state = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing if a fact is repeated', () => {
    fc.assert(
      fc.property(story, fact, (facts, last) => {
        fc.pre(last.type !== 'failed' && last.type !== 'connected');
        const once = reduce(after(...facts), last);
        expect(reduce(once, last).snapshot).to.equal(once.snapshot);
      }),
    );
  });

  it('is not moved by facts about others in whether I speak or am muted', () => {
    const others = fact.filter(({ type }) => /^(speaker|stream)-/.test(type));
    fc.assert(
      fc.property(story, others, (facts, each) => {
        const before = after(...facts).snapshot;
        const next = reduce(after(...facts), each).snapshot;
        expect([next.phase, next.muted, next.publishing]).to.deep.equal([
          ...[before.phase, before.muted, before.publishing],
        ]);
      }),
    );
  });

  it('keeps its room if an equal one is read', () => {
    const later = { ...structuredClone(room), now: '2026-11-22T10:00:05Z' };
    const read = () => shown({ type: 'room-read', room: later, closesAt: 900 });
    expect(read().room).to.equal(room);
  });

  it('believes the earliest closing time, since answers may be late but never early', () => {
    const read = (...times: number[]) =>
      shown(...times.map((closesAt) => ({ type: 'room-read' as const, room, closesAt }))).closesAt;
    expect(read(950_000)).to.equal(900);
    expect(read(-4_000, -2_000)).to.equal(-4_000);
    expect(read(500), 'a delay within the tolerance changes nothing').to.equal(900);
  });

  it('stays left', () => {
    const over = after(...entrance, { type: 'left', reason: 'removed' });
    fc.assert(
      fc.property(story, (facts) => void expect(facts.reduce(reduce, over)).to.equal(over)),
    );
  });

  it('clears the speakers at a new connection, and keeps them at a restored one', () => {
    const joined: RoomFact = {
      type: 'speaker-joined',
      id: 'ana',
      name: 'Ana',
      host: false,
      muted: false,
    };
    const lost: RoomFact = { type: 'interrupted' };
    expect(shown(joined, lost).reconnecting).to.equal(true);
    expect(shown(joined, lost).speakers).to.have.length(1);
    expect(shown(joined, lost, { type: 'connected', fresh: false }).speakers).to.have.length(1);
    expect(shown(joined, lost, { type: 'connected', fresh: true }).speakers).to.have.length(0);
  });

  it('is publishing from asking for the stage until being on it, and again if the publication is lost', () => {
    const wanted: RoomFact = { type: 'stage-wanted', muted: true };
    const published: RoomFact = { type: 'published', stream };
    const look = ({ phase, publishing, muted: mute }: RoomSnapshot) => [phase, publishing, mute];
    expect(look(shown(wanted))).to.deep.equal(['listening', true, true]);
    expect(look(shown(wanted, published))).to.deep.equal(['speaking', false, true]);
    expect(look(shown(wanted, published, { type: 'unpublished' }))).to.deep.equal([
      'listening',
      true,
      true,
    ]);
    expect(look(shown(wanted, { type: 'stage-not-wanted' }))).to.deep.equal([
      'listening',
      false,
      false,
    ]);
  });
});

function show(state: RoomState): string {
  return JSON.stringify(state.snapshot, (_, value: unknown) =>
    value instanceof MediaStream ? value.id : (value ?? null),
  );
}
