import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  allowedOrigins,
  clientDefaults,
  resourceName,
} from '../src/backend/aws/function-environment.ts';
import { openChannel } from '../src/backend/channel/channel-opening.ts';
import { apiHandler } from '../src/backend/http/api-handler.ts';
import { bearerOf, parseRoomId } from '../src/backend/http/api-request.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { KeyPair } from '../src/backend/keys/key-pair.ts';
import { ParticipantTokens } from '../src/backend/people/participant-tokens.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';

const options = {
  table: new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table')),
  tokens: new ParticipantTokens(
    new KeyPair(new SecretsManagerClient(clientDefaults), resourceName('keyPairSecret')),
  ),
};

export const handler = apiHandler(
  async (event) => respond(201, await openChannel(parseRoomId(event), bearerOf(event), options)),
  allowedOrigins(),
);
