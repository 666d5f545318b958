import { createHash, randomBytes } from 'node:crypto';
import type { CreateRoomRequest, CreateRoomResponse } from '../../api/schemas.ts';
import { describeError, log, roomTag } from '../aws/log.ts';
import type { KeyPair } from '../keys/key-pair.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { nowSeconds } from '../time.ts';
import { emptyPresence } from './presence.ts';
import { toApiRoom, type Room } from './room.ts';
import type { RoomTable } from './room-table.ts';
import type { RoomStage, Stages } from './stages.ts';

export interface CreateRoomOptions {
  readonly keyPair: KeyPair;
  readonly tokens: ParticipantTokens;
  readonly stages: Stages;
  readonly table: RoomTable;
  readonly lifetimeSeconds: number;
}

/** Creates a stage, the room's record and its creator's token. If it fails, nothing is left behind. */
export async function createRoom(
  request: CreateRoomRequest,
  { keyPair, tokens, stages, table, lifetimeSeconds }: CreateRoomOptions,
): Promise<CreateRoomResponse> {
  await keyPair.keys(); // fails before a stage is created if there are no keys, as nobody could join
  const createdAt = nowSeconds();
  const stage = await stages.create(createdAt);
  const hostKey = randomBytes(32).toString('base64url');
  const room: Room = {
    id: stage.id,
    stageArn: stage.arn,
    endpoints: stage.endpoints,
    createdAt,
    expiresAt: createdAt + lifetimeSeconds,
    hostKeyHash: createHash('sha256').update(hostKey).digest('base64url'),
    presence: emptyPresence,
    presenceVersion: 0,
  };
  try {
    const participant = await tokens.issue(room, request);
    await table.create(room);
    return { room: toApiRoom(room), participant, hostKey };
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
