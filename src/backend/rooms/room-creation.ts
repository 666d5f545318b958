import { randomBytes } from 'node:crypto';
import type { CreateRoomRequest, CreateRoomResponse } from '../../api/schemas.ts';
import { describeError, log, roomTag } from '../aws/log.ts';
import type { KeyPair } from '../keys/key-pair.ts';
import { newHostKey } from '../people/host-key.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { newIdFor } from '../people/visitors.ts';
import { nowSeconds } from '../time.ts';
import { withHost, withSettings } from './moderation-changes.ts';
import { openToAll } from './moderation.ts';
import { emptyPresence } from './presence.ts';
import { personOf, toApiRoom, type Room } from './room.ts';
import type { RoomTable } from './room-table.ts';
import type { RoomStage, Stages } from './stages.ts';

export interface CreateRoomOptions {
  readonly keyPair: KeyPair;
  readonly tokens: ParticipantTokens;
  readonly stages: Stages;
  readonly table: RoomTable;
  readonly lifetimeSeconds: number;
  /** Whether rooms have a channel. */
  readonly channel: boolean;
}

/** Creates a stage, the room's record and its creator's token. If it fails, nothing is left behind. */
export async function createRoom(
  request: CreateRoomRequest,
  { keyPair, tokens, stages, table, lifetimeSeconds, channel }: CreateRoomOptions,
): Promise<CreateRoomResponse> {
  await keyPair.keys(); // fails before a stage is created if there are no keys, as nobody could join
  const createdAt = nowSeconds();
  const stage = await stages.create(createdAt);
  const { hostKey, hostKeyHash } = newHostKey();
  const room: Room = {
    id: stage.id,
    stageArn: stage.arn,
    endpoints: stage.endpoints,
    createdAt,
    expiresAt: createdAt + lifetimeSeconds,
    hostKeyHash,
    visitorSecret: randomBytes(32).toString('base64url'),
    moderation: withSettings(
      openToAll,
      { ...request, chat: channel ? 'all' : undefined },
      { onStage: [], now: createdAt * 1000 },
    ),
    moderationVersion: 0,
    presence: emptyPresence,
    presenceVersion: 0,
  };
  try {
    const { name, role, clock, visitor } = request;
    const id = newIdFor(room, visitor);
    const participant = await tokens.issue(room, { id, name, role, clock, host: true });
    const host = { ...personOf(room, id), name };
    const hosted = { ...room, moderation: withHost(room.moderation, host, []) };
    await table.create(hosted);
    return { room: toApiRoom(hosted), participant, hostKey };
  } catch (error) {
    await undo(stages, stage);
    throw error;
  }
}

/** Deletes the stage. If that fails too, the next sweep finds it by its tag. */
async function undo(stages: Stages, stage: RoomStage): Promise<void> {
  try {
    await stages.delete(stage.arn);
  } catch (error) {
    log.warn('Stage without a record left to the sweep', {
      room: roomTag(stage.id),
      error: describeError(error),
    });
  }
}
