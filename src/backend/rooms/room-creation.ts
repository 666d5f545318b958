import { createHash, randomBytes } from 'node:crypto';
import type { CreateRoomRequest, CreateRoomResponse } from '../../api/schemas.ts';
import type { KeyPair } from '../keys/key-pair.ts';
import { describeError, log, roomTag } from '../aws/log.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { emptyPresence } from './presence.ts';
import type { RoomTable } from './room-table.ts';
import { nowSeconds, toApiRoom, type Room } from './room.ts';
import type { Stage, Stages } from './stages.ts';

export interface CreateRoomParts {
  readonly keyPair: KeyPair;
  readonly tokens: ParticipantTokens;
  readonly stages: Stages;
  readonly table: RoomTable;
  readonly lifetimeSeconds: number;
}

/** Makes a stage, its record and its creator's token. What fails leaves nothing behind. */
export async function createRoom(
  request: CreateRoomRequest,
  { keyPair, tokens, stages, table, lifetimeSeconds }: CreateRoomParts,
): Promise<CreateRoomResponse> {
  await keyPair.keys(); // without a key nobody could join: find out before there is a stage
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

/** The stage goes at once or, if that fails too, with the next sweep, which finds it by its tag. */
async function undo(stages: Stages, stage: Stage): Promise<void> {
  try {
    await stages.delete(stage.arn);
  } catch (error) {
    log.warn('A stage without a record is left to the sweep', {
      room: roomTag(stage.id),
      error: describeError(error),
    });
  }
}
