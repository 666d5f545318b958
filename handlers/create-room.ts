import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createRoomRequestSchema } from '../src/api/schemas.ts';
import {
  allowedOrigins,
  clientDefaults,
  hasChannels,
  resourceName,
  setting,
} from '../src/backend/aws/function-environment.ts';
import { log, roomTag } from '../src/backend/aws/log.ts';
import { apiHandler } from '../src/backend/http/api-handler.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { bodyParser } from '../src/backend/http/json-body.ts';
import { KeyPair } from '../src/backend/keys/key-pair.ts';
import { ParticipantTokens } from '../src/backend/people/participant-tokens.ts';
import { createRoom } from '../src/backend/rooms/room-creation.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';
import { Stages } from '../src/backend/rooms/stages.ts';

const keyPair = new KeyPair(
  new SecretsManagerClient(clientDefaults),
  resourceName('keyPairSecret'),
);
const options = {
  keyPair,
  tokens: new ParticipantTokens(keyPair),
  stages: new Stages(new IVSRealTimeClient(clientDefaults), resourceName('stages')),
  table: new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table')),
  lifetimeSeconds: setting('ROOM_LIFETIME_SECONDS'),
  channel: hasChannels(),
};
const parse = bodyParser(createRoomRequestSchema);

export const handler = apiHandler(async (event, correlationId) => {
  const created = await createRoom(parse(event), options);
  log.info('Room created', { correlationId, room: roomTag(created.room.id) });
  return respond(201, created);
}, allowedOrigins());
