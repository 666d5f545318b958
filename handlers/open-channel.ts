import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  allowedOrigins,
  clientDefaults,
  resourceName,
  setting,
} from '../src/backend/aws/function-environment.ts';
import { openChannel } from '../src/backend/channel/channel-opening.ts';
import { ChatTokens } from '../src/backend/channel/chat-tokens.ts';
import { apiHandler } from '../src/backend/http/api-handler.ts';
import { bearerOf, parseRoomId } from '../src/backend/http/api-request.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { KeyPair } from '../src/backend/keys/key-pair.ts';
import { ParticipantTokens } from '../src/backend/people/participant-tokens.ts';
import { Channels } from '../src/backend/rooms/channels.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';

const chat = new IvschatClient(clientDefaults);
const options = {
  table: new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table')),
  tokens: new ParticipantTokens(
    new KeyPair(new SecretsManagerClient(clientDefaults), resourceName('keyPairSecret')),
  ),
  channels: new Channels(chat, resourceName('channels')),
  chatTokens: new ChatTokens(chat, resourceName('channelTokens')),
  rate: setting('CHANNEL_RATE'),
};

export const handler = apiHandler(
  async (event) => respond(201, await openChannel(parseRoomId(event), bearerOf(event), options)),
  allowedOrigins(),
);
