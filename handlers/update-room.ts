import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { clientDefaults } from '../src/rooms/aws-client.ts';
import { requireEnv } from '../src/rooms/environment.ts';
import { handleRoomMessages, type QueueEvent } from '../src/rooms/room-message-batch.ts';
import { RoomPresence } from '../src/rooms/room-presence.ts';
import { RoomTable } from '../src/rooms/room-table.ts';
import { StageActivity } from '../src/rooms/stage-activity.ts';

const presence = new RoomPresence(
  new RoomTable(new DynamoDBClient(clientDefaults), requireEnv('ROOMS_TABLE')),
  new StageActivity(new IVSRealTimeClient(clientDefaults)),
);

export const handler = (event: QueueEvent) => handleRoomMessages(event, presence);
