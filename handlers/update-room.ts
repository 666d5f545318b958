import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { clientDefaults } from '../src/backend/aws/aws-client.ts';
import { requireEnv } from '../src/backend/aws/function-environment.ts';
import { handleRoomMessages, type QueueEvent } from '../src/backend/presence/room-message-batch.ts';
import { RoomPresence } from '../src/backend/presence/room-presence.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';
import { StageActivity } from '../src/backend/presence/stage-activity.ts';

const presence = new RoomPresence(
  new RoomTable(new DynamoDBClient(clientDefaults), requireEnv('ROOMS_TABLE')),
  new StageActivity(new IVSRealTimeClient(clientDefaults)),
);

export const handler = (event: QueueEvent) => handleRoomMessages(event, presence);
