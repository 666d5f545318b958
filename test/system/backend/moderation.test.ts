import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import type { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { newParticipantId } from '../../../src/backend/people/visitors.ts';
import { raiseHand } from '../../../src/backend/rooms/hands.ts';
import {
  bounds,
  isHost,
  isRemoved,
  maySpeak,
  openToAll,
} from '../../../src/backend/rooms/moderation.ts';
import { inviteToStage } from '../../../src/backend/rooms/people-management.ts';
import { joinRoom } from '../../../src/backend/rooms/room-joining.ts';
import type { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import { peopleOnStage, personOf } from '../../../src/backend/rooms/room.ts';
import type { TestCloud } from './support/cloud.ts';
import { follow, seenOf } from '../../unit/backend/support/followed-room.ts';
import { openModeratedCloud } from './support/moderated-cloud.ts';
import { ModeratedRoom } from './support/moderated-room.ts';
import { deeds, ModerationModel, TABS, visitorOf, type Deed } from './support/moderation-model.ts';

const story = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.nat(TABS - 1)), {
  minLength: 1,
  maxLength: 20,
});

// Whoever is let in again may come back.
const withoutReturn = story.map((all) => all.filter(([what]) => what !== 'readmit'));

describe('the moderation in a room record', () => {
  let cloud: TestCloud;
  let table: RoomTable;
  let tokens: ParticipantTokens;

  before(async () => {
    ({ cloud, table, tokens } = await openModeratedCloud());
  });
  after(() => cloud.close());

  it('is what the last call about each thing said, however often each was repeated', async () => {
    const property = fc.asyncProperty(
      story,
      fc.array(fc.nat(1), { minLength: 20, maxLength: 20 }),
      async (all, repeats) => {
        const room = await ModeratedRoom.open(table, tokens);
        const model = new ModerationModel();
        for (const [index, deed] of all.entries()) {
          for (let times = repeats[index] ?? 0; times >= 0; times--) {
            assert.equal(await room.act(deed), model.do(deed), deed.join(' '));
          }
        }
        const record = await room.read();
        const { moderation } = record;
        const tags = room.held.map(({ id }) => personOf(record, id).visitor);
        const visitors = (people: readonly { visitor?: string | undefined }[]) =>
          people.map(({ visitor }) => visitorOf(tags.indexOf(visitor)));
        assert.deepEqual(visitors(moderation.hands), model.hands);
        const isGone = (_: unknown, tab: number) => model.isRemoved(tab);
        assert.deepEqual(
          new Set(visitors(moderation.removed)),
          new Set(
            room.held
              .map((_, tab) => tab)
              .filter(isGone)
              .map(visitorOf),
          ),
        );
        assert.deepEqual(
          new Set(visitors(moderation.silenced)),
          new Set(
            room.held
              .map((_, tab) => tab)
              .filter((tab) => model.isSilenced(tab))
              .map(visitorOf),
          ),
        );
        // Whoever follows the events, and reads the room when one is missing, sees what the record says.
        let seen = { ...seenOf({ ...openToAll, chat: 'all' }), version: 0 };
        let gaps = 0;
        for (const event of room.told) {
          const next = follow(seen, event);
          if (!next) gaps++;
          seen = next ?? { ...seen, version: event.version };
        }
        if (gaps === 0 && seen.version === record.moderationVersion) {
          assert.deepEqual(seen, { ...seenOf(moderation), version: record.moderationVersion });
        }
        const unwanted: string[] = [];
        for (const [tab, { id }] of room.held.entries()) {
          const may = model.maySpeak(tab);
          assert.equal(maySpeak(moderation, personOf(record, id)), may, `tab ${tab}`);
          if (!may && model.isOnStage(tab)) unwanted.push(id);
        }
        // Whoever may not be on stage is disconnected, and nobody else.
        room.disconnected.length = 0;
        await room.clearStage();
        assert.deepEqual(room.disconnected.sort(), unwanted.sort());
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it('keeps nobody who was removed, and nobody on stage who may not be there, in whatever order calls, events and counts arrive at once', async () => {
    const property = fc.asyncProperty(withoutReturn, async (all) => {
      const room = await ModeratedRoom.open(table, tokens);
      const eve = room.held[0]?.id ?? '';
      const at = Math.floor(all.length / 2);
      const calls: Deed[] = [...all.slice(0, at), ['remove', 0], ...all.slice(at)];
      const answers = await Promise.all(calls.map(room.act));
      // A client repeats what came too late to be served.
      for (const [index, deed] of calls.entries()) {
        while (answers[index] === 'UNAVAILABLE') answers[index] = await room.act(deed);
      }
      // A new host key may have come in between.
      if (answers[at] === 'NOT_HOST') assert.equal(await room.act(['remove', 0]), undefined);
      const record = await room.read();
      assert.ok(record.moderation.removed.length > 0);
      assert.equal(record.moderation.removed.filter(({ id }) => id === eve).length, 1);
      assert.ok(!record.moderation.hands.some(({ id }) => id === eve));
      assert.ok(room.disconnected.includes(eve));
      assert.ok(room.allChecked > 0);
      await room.count();
      const settled = await room.read();
      for (const person of peopleOnStage(settled)) {
        assert.ok(maySpeak(settled.moderation, person), 'on stage');
        assert.ok(!isRemoved(settled.moderation, person, isHost(settled.moderation, person.id)));
      }
      for (const tab of [0, 1]) {
        for (const deed of ['join', 'speak', 'renew', 'raise'] as const) {
          assert.equal(await room.act([deed, tab]), 'REMOVED', `${deed} ${tab}`);
        }
      }
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it('asks everybody off the stage who is there in several tabs, and has each checked', async () => {
    const room = await ModeratedRoom.open(table, tokens);
    for (const tab of [0, 1, 2]) await room.act(['goOn', tab]);
    await room.act(['takeOff', 0]);
    const { asks } = (await room.read()).moderation;
    const [one, two] = room.held.map(({ id }) => id);
    assert.deepEqual(
      asks.map(({ id, ask }) => [id, ask]),
      [
        [one, 'step-back'],
        [two, 'step-back'],
      ],
    );
    assert.deepEqual(room.checked, [one]);
  });

  it('throws nobody off the stage because a list is full', async () => {
    const room = await ModeratedRoom.open(table, tokens);
    await room.act(['close', 0]);
    await room.act(['host', 0]);
    await room.act(['invite', 2]);
    for (const tab of [0, 3]) await room.act(['goOn', tab]); // the one who was invited is there in another tab
    const options = room.options;
    for (let i = 0; i < bounds.invitations + 5; i++) {
      const participantId = newParticipantId(await room.read());
      await inviteToStage({ roomId: room.id, participantId, hostKey: room.hostKey }, options);
      await joinRoom(room.id, { name: 'Ann', hostKey: room.hostKey }, options);
    }
    await room.clearStage();
    assert.deepEqual(room.disconnected, []);
  });

  it('forgets no host because another one reloads the page again and again', async () => {
    const room = await ModeratedRoom.open(table, tokens);
    await room.act(['host', 0]);
    for (let i = 0; i < bounds.hosts + 5; i++) {
      const request = { name: 'Ann', hostKey: room.hostKey, visitor: 'A'.repeat(43) };
      await joinRoom(room.id, request, room.options);
    }
    const { hosts } = (await room.read()).moderation;
    assert.equal(hosts[0]?.id, room.held[0]?.id);
  });

  it('makes nobody a host who is removed in the same moment', async () => {
    const room = await ModeratedRoom.open(table, tokens);
    cloud.faults.before(async (command) => {
      if (command !== 'UpdateItem') return;
      cloud.faults.reset();
      await room.act(['remove', 0]);
    });
    assert.equal(await room.act(['host', 0]), 'REMOVED');
    assert.deepEqual((await room.read()).moderation.hosts, []);
  });

  it('keeps the places of those who raised their hands first', async () => {
    const room = await ModeratedRoom.open(table, tokens);
    await room.act(['raise', 0]);
    const record = await room.read();
    const raise = async () => {
      const { id: participantId, token } = await tokens.issue(record, { name: 'Eve' });
      await raiseHand({ roomId: room.id, participantId, bearer: token }, room.options);
    };
    for (let i = 1; i < bounds.hands; i++) await raise();
    await assert.rejects(raise, (error: ProblemError) => error.code === 'HANDS_FULL');
    await room.act(['raise', 1]); // another tab of the first
    const { hands } = (await room.read()).moderation;
    assert.deepEqual([hands.length, hands[0]?.id], [bounds.hands, room.held[1]?.id]);
  });
});
