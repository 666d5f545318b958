import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { joinRoomRequestSchema } from '../src/api/schemas.ts';
import {
  allowedOrigins,
  clientDefaults,
  hasChannels,
  resourceName,
  setting,
} from '../src/backend/aws/function-environment.ts';
import { log, roomTag } from '../src/backend/aws/log.ts';
import { ChatMessages } from '../src/backend/channel/chat-messages.ts';
import { apiRoutes } from '../src/backend/http/api-handler.ts';
import {
  bearerOf,
  parseParticipantId,
  parseRoomId,
  type ApiEvent,
} from '../src/backend/http/api-request.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { bodyParser } from '../src/backend/http/json-body.ts';
import { KeyPair } from '../src/backend/keys/key-pair.ts';
import { ParticipantTokens } from '../src/backend/people/participant-tokens.ts';
import { lowerHand, raiseHand, type HandCall } from '../src/backend/rooms/hands.ts';
import { joinRoom } from '../src/backend/rooms/room-joining.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';

const options = {
  table: new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table')),
  tokens: new ParticipantTokens(
    new KeyPair(new SecretsManagerClient(clientDefaults), resourceName('keyPairSecret')),
  ),
  channels: hasChannels() ? new ChatMessages(new IvschatClient(clientDefaults)) : undefined,
  participantLimit: setting('ROOM_PARTICIPANT_LIMIT'),
};
const parse = bodyParser(joinRoomRequestSchema);

const handOf = (event: ApiEvent): HandCall => ({
  roomId: parseRoomId(event),
  participantId: parseParticipantId(event),
  bearer: bearerOf(event),
});

// Hands are here, and not in a function of their own, because this one can verify tokens: the same secret would let
// another one sign them, too.
export const handler = apiRoutes(
  {
    'join-room': async (event, correlationId) => {
      const roomId = parseRoomId(event);
      const request = parse(event);
      const joined = await joinRoom(roomId, { ...request, hostKey: bearerOf(event) }, options);
      log.info(request.token === undefined ? 'Joined' : 'Token renewed', {
        correlationId,
        room: roomTag(roomId),
        role: request.role ?? 'listener',
      });
      return respond(201, joined);
    },
    'raise-hand': async (event) => respond(200, await raiseHand(handOf(event), options)),
    'lower-hand': async (event) => respond(200, await lowerHand(handOf(event), options)),
  },
  allowedOrigins(),
);
