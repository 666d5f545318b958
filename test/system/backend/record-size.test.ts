import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { shortName } from '../../../src/api/name-claims.ts';
import type { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import type { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import { newParticipantId } from '../../../src/backend/people/visitors.ts';
import { raiseHand } from '../../../src/backend/rooms/hands.ts';
import { bounds } from '../../../src/backend/rooms/moderation.ts';
import {
  inviteToStage,
  removeParticipant,
  takeOffStage,
} from '../../../src/backend/rooms/people-management.ts';
import {
  emptyPresence,
  MAX_AUDIENCE,
  MAX_LEFT,
  MAX_ON_STAGE,
  withFacts,
  type SpeakerFact,
  type SpeakerState,
} from '../../../src/backend/rooms/presence.ts';
import { toItem } from '../../../src/backend/rooms/room-item.ts';
import { joinRoom } from '../../../src/backend/rooms/room-joining.ts';
import type { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import { personOf } from '../../../src/backend/rooms/room.ts';
import type { TestCloud } from './support/cloud.ts';
import { openModeratedCloud } from './support/moderated-cloud.ts';
import { ModeratedRoom } from './support/moderated-room.ts';

describe('the record of a room', () => {
  let cloud: TestCloud;
  let table: RoomTable;
  let tokens: ParticipantTokens;

  before(async () => {
    ({ cloud, table, tokens } = await openModeratedCloud());
  });
  after(() => cloud.close());

  it('is bounded, however many people there are', async () => {
    const room = await ModeratedRoom.open(table, tokens);
    const { id: roomId, hostKey, options } = room;
    const record = await room.read();
    const name = '名'.repeat(40); // a record keeps 96 bytes of it
    const someone = () => personOf(record, newParticipantId(record));
    const removal = () => ({ ...someone(), name: shortName(name), by: someone().id });
    const removed = Array.from({ length: bounds.removed }, removal);
    const silenced = Array.from({ length: bounds.silenced }, someone);
    const full = {
      ...record,
      moderation: { ...record.moderation, removed, silenced },
      moderationVersion: record.moderationVersion + 1,
    };
    assert.ok(await table.updateModeration(record, full));
    await room.act(['close', 0]);
    for (let i = 0; i < bounds.hands + 5; i++) {
      const isFull = (error: ProblemError) => assert.equal(error.code, 'HANDS_FULL');
      const call = { roomId, participantId: someone().id, hostKey };
      const { id: participantId, token } = await tokens.issue(record, { name });
      await raiseHand({ roomId, participantId, bearer: token }, options).catch(isFull);
      await inviteToStage(call, options);
      await takeOffStage({ ...call, participantId: someone().id }, options);
      await joinRoom(roomId, { name, hostKey }, options);
      await removeParticipant({ ...call, participantId: someone().id }, options);
      await room.guard.force(await room.read(), someone());
    }
    const { moderation } = await room.read();
    const sizes = Object.entries(bounds).map(([list]) => [
      list,
      moderation[list as keyof typeof bounds].length,
    ]);
    assert.deepEqual(Object.fromEntries(sizes), bounds);
    const speakers = Array.from({ length: MAX_ON_STAGE + MAX_LEFT }, (_, i): SpeakerFact => {
      const at = i + 1;
      const longest = '名'.repeat(250); // as many bytes as a token has room for
      const state = i < MAX_LEFT ? { on: false, at } : { on: true, at, name: longest };
      return { participantId: someone().id, state: state as SpeakerState };
    });
    const audience = Array.from({ length: MAX_AUDIENCE }, () => ({
      ...{ id: someone().id, name: shortName(name) },
    }));
    const presence = { ...withFacts(emptyPresence, speakers), audience };
    assert.equal(presence.speakers.size, MAX_ON_STAGE + MAX_LEFT);
    const bytes = Buffer.byteLength(JSON.stringify(toItem({ ...record, moderation, presence })));
    assert.ok(bytes < 120_000, `${bytes} bytes; docs/cost.md says how many, DynamoDB takes 400 KB`);
  });
});
