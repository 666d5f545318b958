import type { ChangeRoomRequest, RoomForHosts } from '../../api/schemas.ts';
import { channelOff } from '../http/problem-errors.ts';
import { hostKeyHashOf, isHostKey, requireHostKey } from '../people/host-key.ts';
import type { Channels } from './channels.ts';
import { withoutHosts, withSettings } from './moderation-changes.ts';
import { changeRoom, moderated, type RoomWriter } from './room-changes.ts';
import type { RoomTable } from './room-table.ts';
import { peopleOnStage, requireOpen, toRoomForHosts } from './room.ts';
import type { Stages } from './stages.ts';

/**
 * Changes what a host can change of a room. Whoever knows the new host key may repeat the call: the first answer was lost.
 * @throws ProblemError `NOT_HOST`, `ROOM_NOT_FOUND` or `ROOM_ENDED`; `CHANNEL_OFF` if the room has no chat to change.
 */
export async function manageRoom(
  writer: RoomWriter,
  roomId: string,
  bearer: string | undefined,
  { hostKey: next, ...settings }: ChangeRoomRequest,
): Promise<RoomForHosts> {
  const room = await changeRoom(writer, roomId, (before) => {
    const isReplaced = next !== undefined && isHostKey(before.hostKeyHash, next);
    if (!isReplaced) requireHostKey(before, bearer);
    if (settings.chat !== undefined && before.moderation.chat === undefined) throw channelOff();
    const onStage = peopleOnStage(before);
    const moderation = withSettings(before.moderation, settings, { onStage, now: Date.now() });
    if (next === undefined || isReplaced) return moderated(before, moderation);
    const hostKeyHash = hostKeyHashOf(next);
    return { ...before, hostKeyHash, moderation: withoutHosts(moderation, onStage) };
  });
  return toRoomForHosts(room);
}

export interface EndRoomOptions {
  readonly table: RoomTable;
  readonly stages: Pick<Stages, 'delete'>;
  /** Undefined in a deployment without channels. */
  readonly channels?: Pick<Channels, 'delete'> | undefined;
}

/**
 * Ends a room for everybody. The stage and the channel are deleted first, which disconnects all, then the record: after a
 * failure in between, the host can repeat the call.
 * @throws ProblemError `NOT_HOST`, `ROOM_NOT_FOUND` or `ROOM_ENDED`.
 */
export async function endRoom(
  roomId: string,
  bearer: string | undefined,
  { table, stages, channels }: EndRoomOptions,
): Promise<void> {
  const room = requireOpen(await table.get(roomId));
  requireHostKey(room, bearer);
  await Promise.all([
    stages.delete(room.stageArn),
    room.channelArn !== undefined && channels?.delete(room.channelArn),
  ]);
  await table.delete(roomId);
}
