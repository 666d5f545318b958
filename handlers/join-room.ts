import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { joinRoomRequestSchema } from '../src/api/schemas.ts';
import { clientDefaults } from '../src/rooms/aws-client.ts';
import { requireCount, requireEnv } from '../src/rooms/environment.ts';
import { apiHandler } from '../src/rooms/http/api-handler.ts';
import { bodyParser } from '../src/rooms/http/request.ts';
import { respond } from '../src/rooms/http/response.ts';
import { parseRoomId } from '../src/rooms/http/room-id.ts';
import { joinRoom } from '../src/rooms/join-room.ts';
import { KeyPair } from '../src/rooms/key-pair.ts';
import { log, roomTag } from '../src/rooms/log.ts';
import { ParticipantTokens } from '../src/rooms/participant-tokens.ts';
import { RoomTable } from '../src/rooms/room-table.ts';

const parts = {
  table: new RoomTable(new DynamoDBClient(clientDefaults), requireEnv('ROOMS_TABLE')),
  tokens: new ParticipantTokens(
    new KeyPair(new SecretsManagerClient(clientDefaults), requireEnv('KEY_PAIR_SECRET_ID')),
  ),
  participantLimit: requireCount('ROOM_PARTICIPANT_LIMIT'),
};
const parse = bodyParser(joinRoomRequestSchema);

export const handler = apiHandler(async (event, correlationId) => {
  const roomId = parseRoomId(event);
  const request = parse(event);
  const joined = await joinRoom(roomId, request, parts);
  log.info(request.token === undefined ? 'Joined' : 'Token renewed', {
    correlationId,
    room: roomTag(roomId),
    role: request.role ?? 'listener',
  });
  return respond(201, joined);
});
