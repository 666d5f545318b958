import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import { newParticipantId, visitorTag } from '../../../src/backend/people/visitors.ts';
import { StageGuard } from '../../../src/backend/presence/stage-guard.ts';
import { bounds, maySpeak } from '../../../src/backend/rooms/moderation.ts';
import type { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import { personOf } from '../../../src/backend/rooms/room.ts';
import type { TestCloud } from './support/cloud.ts';
import { openModeratedCloud } from './support/moderated-cloud.ts';
import { ModeratedRoom } from './support/moderated-room.ts';

describe('the guard of a stage', () => {
  let cloud: TestCloud;
  let table: RoomTable;
  let tokens: ParticipantTokens;
  let room: ModeratedRoom;

  before(async () => {
    ({ cloud, table, tokens } = await openModeratedCloud());
  });
  beforeEach(async () => {
    room = await ModeratedRoom.open(table, tokens);
  });
  after(() => cloud.close());

  const idOf = (tab: number) => room.held[tab]?.id ?? '';
  /** Looks at those who are on stage since now, at this time. */
  const look = async (ids: readonly string[], now = Date.now()) => {
    const guard = new StageGuard({ ...room.options, now: () => now });
    await guard.clearStage(
      await room.read(),
      ids.map((id) => ({ id, at: (Date.now() + 1) * 1000 })),
    );
  };

  it('gives whoever was taken off the stage three seconds, in whatever tab', async () => {
    await room.act(['takeOff', 0]);
    const { at = 0 } = (await room.read()).moderation.offStage[0] ?? {};
    await look([idOf(0), idOf(1)], at + 2_999);
    assert.deepEqual(room.disconnected, []);
    await look([idOf(0), idOf(1)], at + 3_000);
    assert.deepEqual(room.disconnected, [idOf(0), idOf(1)]);
  });

  it('disconnects who comes by an old token while the stage is by invitation, and bars them from no stage that opens', async () => {
    await room.act(['close', 0]);
    await look([idOf(0)]);
    assert.deepEqual(room.disconnected, [idOf(0)]);
    assert.equal(await room.act(['speak', 0]), 'STAGE_BY_INVITATION');
    await room.act(['open', 0]);
    assert.equal(await room.act(['speak', 0]), undefined);
    assert.notEqual(idOf(0), room.disconnected[0]); // IVS refuses the id for good
  });

  it('lets those stay who came before the stage was by invitation, though the event came later', async () => {
    await room.act(['close', 0]);
    const before = (await room.read()).moderation.invitedSince - 1;
    await room.guard.clearStage(await room.read(), [{ id: idOf(0), at: before * 1000 }]);
    assert.deepEqual(room.disconnected, []);
    assert.equal(await room.act(['speak', 0]), undefined);
  });

  it('does not invite somebody who was removed', async () => {
    await room.act(['close', 0]);
    const before = (await room.read()).moderation.invitedSince - 1;
    await room.act(['remove', 0]);
    for (const tab of [0, 1]) {
      await room.guard.clearStage(await room.read(), [{ id: idOf(tab), at: before * 1000 }]);
    }
    assert.deepEqual((await room.read()).moderation.invitations, []);
  });

  it('disconnects every tab of somebody who was removed, but not of a host', async () => {
    await room.act(['host', 2]);
    await room.act(['remove', 0]);
    await room.act(['remove', 3]); // the host's own other tab
    room.disconnected.length = 0;
    await room.guard.disconnectRemoved(
      await room.read(),
      room.held.map(({ id }) => id),
    );
    assert.deepEqual(room.disconnected, [idOf(0), idOf(1), idOf(3)]);
  });

  it('remembers who needs another id, however many tokens somebody hoards', async () => {
    await room.act(['close', 0]);
    await look([idOf(2)]);
    const record = await room.read();
    const tag = visitorTag(record, 'E'.repeat(43));
    for (let i = 0; i < bounds.spent + 5; i++) await look([newParticipantId(record, tag)]);
    const { moderation } = await room.read();
    assert.equal(moderation.spent[0]?.id, idOf(2));
    assert.equal(moderation.spent.length, bounds.spent);
    assert.deepEqual(moderation.offStage, []);
  });

  it('asks the record again before it disconnects somebody', async () => {
    await room.act(['close', 0]);
    const stale = await room.read();
    await room.act(['invite', 0]);
    await room.guard.force(stale, personOf(stale, idOf(0)));
    const { moderation } = await room.read();
    assert.deepEqual(room.disconnected, []);
    assert.ok(maySpeak(moderation, personOf(stale, idOf(1))));
  });

  it('lowers the hands of who has left in all tabs, but not of who has just come', async () => {
    for (const tab of [0, 2]) await room.act(['raise', tab]);
    const record = await room.read();
    const { at = 0 } = record.moderation.hands.at(-1) ?? {};
    const otherTab = idOf(1); // of the visitor of the first one
    await room.guard.lowerHandsOfAbsent(record, [otherTab], at);
    assert.equal((await room.read()).moderation.hands.length, 2);
    await room.guard.lowerHandsOfAbsent(record, [otherTab], at + 1);
    assert.deepEqual(
      (await room.read()).moderation.hands.map(({ id }) => id),
      [idOf(0)],
    );
  });
});
