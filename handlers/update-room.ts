import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { clientDefaults, resourceName } from '../src/backend/aws/function-environment.ts';
import { PresenceKeeper } from '../src/backend/presence/presence-keeper.ts';
import { handleRoomMessages, type QueueEvent } from '../src/backend/presence/room-message-batch.ts';
import { StageActivity } from '../src/backend/presence/stage-activity.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';

const presence = new PresenceKeeper(
  new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table')),
  new StageActivity(new IVSRealTimeClient(clientDefaults)),
);

export const handler = (event: QueueEvent) => handleRoomMessages(event, presence);
