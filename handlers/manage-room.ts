import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { changeRoomRequestSchema } from '../src/api/schemas.ts';
import {
  allowedOrigins,
  clientDefaults,
  hasChannels,
  resourceName,
} from '../src/backend/aws/function-environment.ts';
import { log, roomTag } from '../src/backend/aws/log.ts';
import { ChatMessages } from '../src/backend/channel/chat-messages.ts';
import { apiRoutes } from '../src/backend/http/api-handler.ts';
import { bearerOf, parseRoomId } from '../src/backend/http/api-request.ts';
import { respond, respondEmpty } from '../src/backend/http/api-response.ts';
import { bodyParser } from '../src/backend/http/json-body.ts';
import { Channels } from '../src/backend/rooms/channels.ts';
import { endRoom, manageRoom } from '../src/backend/rooms/room-management.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';
import { Stages } from '../src/backend/rooms/stages.ts';

const table = new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table'));
const stages = new Stages(new IVSRealTimeClient(clientDefaults), resourceName('stages'));
const chat = hasChannels() ? new IvschatClient(clientDefaults) : undefined;
const channels = chat && new Channels(chat, resourceName('channels'));
const writer = { table, channels: chat && new ChatMessages(chat) };
const parse = bodyParser(changeRoomRequestSchema);

export const handler = apiRoutes(
  {
    'change-room': async (event, correlationId) => {
      const roomId = parseRoomId(event);
      const changed = await manageRoom(writer, roomId, bearerOf(event), parse(event));
      log.info('Room changed', { correlationId, room: roomTag(roomId) });
      return respond(200, changed);
    },
    'end-room': async (event, correlationId) => {
      const roomId = parseRoomId(event);
      await endRoom(roomId, bearerOf(event), { table, stages, channels });
      log.info('Room ended by its host', { correlationId, room: roomTag(roomId) });
      return respondEmpty();
    },
  },
  allowedOrigins(),
);
