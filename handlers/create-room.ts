import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createRoomRequestSchema } from '../src/api/schemas.ts';
import { clientDefaults } from '../src/backend/aws/aws-client.ts';
import { createRoom } from '../src/backend/rooms/room-creation.ts';
import { requireCount, requireEnv } from '../src/backend/aws/function-environment.ts';
import { apiHandler } from '../src/backend/http/api-handler.ts';
import { bodyParser } from '../src/backend/http/api-request.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { KeyPair } from '../src/backend/keys/key-pair.ts';
import { log, roomTag } from '../src/backend/aws/log.ts';
import { ParticipantTokens } from '../src/backend/people/participant-tokens.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';
import { Stages } from '../src/backend/rooms/stages.ts';

const keyPair = new KeyPair(
  new SecretsManagerClient(clientDefaults),
  requireEnv('KEY_PAIR_SECRET_ID'),
);
const parts = {
  keyPair,
  tokens: new ParticipantTokens(keyPair),
  stages: new Stages(new IVSRealTimeClient(clientDefaults), requireEnv('DEPLOYMENT')),
  table: new RoomTable(new DynamoDBClient(clientDefaults), requireEnv('ROOMS_TABLE')),
  lifetimeSeconds: requireCount('ROOM_LIFETIME_SECONDS'),
};
const parse = bodyParser(createRoomRequestSchema);

export const handler = apiHandler(async (event, correlationId) => {
  const created = await createRoom(parse(event), parts);
  log.info('Room created', { correlationId, room: roomTag(created.room.id) });
  return respond(201, created);
});
