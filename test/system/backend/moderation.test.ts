import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { newHostKey } from '../../../src/backend/people/host-key.ts';
import type { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import { newParticipantId, visitorTag } from '../../../src/backend/people/visitors.ts';
import { lowerHand, raiseHand } from '../../../src/backend/rooms/hands.ts';
import { bounds, maySpeak } from '../../../src/backend/rooms/moderation.ts';
import {
  askToMute,
  inviteToStage,
  removeParticipant,
  takeOffStage,
} from '../../../src/backend/rooms/people-management.ts';
import { joinRoom } from '../../../src/backend/rooms/room-joining.ts';
import { manageRoom } from '../../../src/backend/rooms/room-management.ts';
import { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import { personOf } from '../../../src/backend/rooms/room.ts';
import { newRoomId, roomOf } from '../../unit/backend/support/rooms.ts';
import { openCloud, type TestCloud } from './support/cloud.ts';
import { keysOf } from './support/keys.ts';
import { deeds, ModerationModel, type Deed } from './support/moderation-model.ts';

const VISITORS = ['Ann', 'Bob', 'Cy'].map((name) => ({ name, key: name.padEnd(43, '_') }));

const story = fc.array(fc.tuple(fc.constantFrom(...deeds), fc.nat(VISITORS.length - 1)), {
  minLength: 1,
  maxLength: 14,
});

describe('the moderation in a room record', () => {
  let cloud: TestCloud;
  let table: RoomTable;
  let tokens: ParticipantTokens;

  before(async () => {
    cloud = await openCloud();
    const keys = keysOf(cloud);
    await keys.rotation.ensure();
    tokens = keys.newEnvironment();
    table = new RoomTable(cloud.dynamodb, cloud.names.table);
  });
  after(() => cloud.close());

  /** A room, and what its people can do. Each deed resolves to the code of its refusal, if it is refused. */
  async function open() {
    const { hostKey, hostKeyHash } = newHostKey();
    const { id: roomId } = roomOf(newRoomId());
    await table.create(roomOf(roomId, { hostKeyHash }));
    const sent: string[] = [];
    const disconnected: string[] = [];
    const options = {
      table,
      tokens,
      participantLimit: 100,
      checks: {
        checkStage: (_room: unknown, id: string) => Promise.resolve(void sent.push(id)),
        checkEverybody: () => Promise.resolve(),
      },
      disconnect: (_arn: string, id: string) => Promise.resolve(void disconnected.push(id)),
    };
    const first = await table.get(roomId);
    assert.ok(first);
    const held = VISITORS.map(({ key }) => ({
      id: newParticipantId(first, visitorTag(first, key)),
      token: '',
    }));
    for (const [who, { id }] of held.entries()) {
      const name = VISITORS[who]?.name ?? '';
      held[who] = { id, token: (await tokens.issue(first, { id, name })).token };
    }
    const act = async ([what, who]: Deed): Promise<string | undefined> => {
      const { name = '', key = '' } = VISITORS[who] ?? {};
      const { id: participantId = '', token = '' } = held[who] ?? {};
      const call = { roomId, participantId, hostKey };
      const hand = { roomId, participantId, bearer: token };
      const join = (request: object) => joinRoom(roomId, { name, ...request }, options);
      const change = (body: object) => manageRoom(table, roomId, hostKey, body);
      const actions: Record<Deed[0], () => Promise<unknown>> = {
        join: () => join({ visitor: key }),
        speak: () => join({ token, role: 'speaker' }),
        renew: () => join({ token }),
        raise: () => raiseHand(hand, options),
        lower: () => lowerHand(hand, options),
        hostLowers: () => lowerHand({ ...hand, bearer: hostKey }, options),
        invite: () => inviteToStage(call, options),
        takeOff: () => takeOffStage(call, options),
        mute: () => askToMute(call, undefined, options),
        remove: () => removeParticipant(call, options),
        open: () => change({ stage: 'open' }),
        close: () => change({ stage: 'invited' }),
        lock: () => change({ locked: true }),
        unlock: () => change({ locked: false }),
      };
      try {
        await actions[what]();
        return undefined;
      } catch (error) {
        if (error instanceof ProblemError) return error.code;
        throw error;
      }
    };
    return { roomId, held, act, sent, disconnected };
  }
  const moderationOf = async (roomId: string) => {
    const room = await table.get(roomId);
    assert.ok(room);
    return room;
  };

  it('is what the last call about each thing said, however often each was repeated', async () => {
    const property = fc.asyncProperty(
      story,
      fc.array(fc.nat(2), { minLength: 14, maxLength: 14 }),
      async (all, repeats) => {
        const { roomId, held, act } = await open();
        const model = new ModerationModel();
        for (const [index, deed] of all.entries()) {
          for (let times = repeats[index] ?? 0; times >= 0; times--) {
            assert.equal(await act(deed), model.do(deed), deed.join(' '));
          }
        }
        const room = await moderationOf(roomId);
        const { moderation } = room;
        const who = (ids: readonly { id: string }[]) =>
          ids.map(({ id }) => held.findIndex((one) => one.id === id));
        assert.deepEqual(who(moderation.hands), model.hands);
        assert.deepEqual(new Set(who(moderation.removed)), model.removed);
        for (const [index, { id }] of held.entries()) {
          assert.equal(
            maySpeak(moderation, personOf(room, id)),
            model.maySpeak(index),
            `speaker ${index}`,
          );
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it('keeps nobody who was removed, in whatever order calls arrive at once', async () => {
    const property = fc.asyncProperty(story, async (all) => {
      const { roomId, held, act } = await open();
      const at = Math.floor(all.length / 2);
      await Promise.all([...all.slice(0, at), ['remove', 0] as const, ...all.slice(at)].map(act));
      // Those that came too late to be served are repeated, as the client does.
      for (const deed of [...all, ['remove', 0] as const]) await act(deed);
      const { moderation } = await moderationOf(roomId);
      const gone = held[0]?.id ?? '';
      assert.ok(moderation.removed.some(({ id }) => id === gone));
      assert.ok(!moderation.hands.some(({ id }) => id === gone));
      for (const deed of ['join', 'speak', 'renew', 'raise'] as const) {
        assert.equal(await act([deed, 0]), 'REMOVED', deed);
      }
    });
    await fc.assert(property, { numRuns: 15 });
  });

  it('is bounded, however many people there are', async () => {
    const { hostKey, hostKeyHash } = newHostKey();
    const { id: roomId } = roomOf(newRoomId());
    const empty = roomOf(roomId, { hostKeyHash });
    await table.create(empty);
    const name = '名'.repeat(40);
    const options = {
      ...{ table, tokens, participantLimit: 100 },
      checks: { checkStage: () => Promise.resolve(), checkEverybody: () => Promise.resolve() },
      disconnect: () => Promise.resolve(),
    };
    for (let i = 0; i < bounds.removed + 5; i++) {
      const participantId = newParticipantId(empty);
      const call = { roomId, participantId, hostKey };
      if (i < 60) {
        const { token } = await tokens.issue(empty, { id: participantId, name });
        await raiseHand({ roomId, participantId, bearer: token }, options);
        await inviteToStage({ ...call, participantId: newParticipantId(empty) }, options);
        await takeOffStage({ ...call, participantId: newParticipantId(empty) }, options);
        await joinRoom(roomId, { name, hostKey }, options);
      }
      await removeParticipant({ ...call, participantId: newParticipantId(empty) }, options);
    }
    const { moderation } = await moderationOf(roomId);
    const sizes = Object.entries(bounds).map(([list]) => [
      list,
      moderation[list as keyof typeof bounds].length,
    ]);
    assert.deepEqual(Object.fromEntries(sizes), { ...bounds, spent: 0 });
    const bytes = Buffer.byteLength(JSON.stringify(moderation));
    assert.ok(bytes < 48_000, `${bytes} bytes; DynamoDB takes 400 KB`);
  });
});
