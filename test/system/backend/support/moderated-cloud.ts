import type { ParticipantTokens } from '../../../../src/backend/people/participant-tokens.ts';
import { RoomTable } from '../../../../src/backend/rooms/room-table.ts';
import { openCloud, type TestCloud } from './cloud.ts';
import { keysOf } from './keys.ts';

/** A cloud with a key pair, and what a {@link ModeratedRoom} is opened with. */
export async function openModeratedCloud(): Promise<{
  cloud: TestCloud;
  table: RoomTable;
  tokens: ParticipantTokens;
}> {
  const cloud = await openCloud();
  const keys = keysOf(cloud);
  await keys.rotation.ensure();
  return {
    cloud,
    table: new RoomTable(cloud.dynamodb, cloud.names.table),
    tokens: keys.newEnvironment(),
  };
}
