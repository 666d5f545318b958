import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  clientDefaults,
  hasChannels,
  resourceName,
} from '../src/backend/aws/function-environment.ts';
import { ChatMessages } from '../src/backend/channel/chat-messages.ts';
import { MessageRetries } from '../src/backend/presence/message-retries.ts';
import { PresenceKeeper } from '../src/backend/presence/presence-keeper.ts';
import { handleRoomMessages, type QueueEvent } from '../src/backend/presence/room-message-batch.ts';
import { StageActivity } from '../src/backend/presence/stage-activity.ts';
import { StageGuard } from '../src/backend/presence/stage-guard.ts';
import { disconnectParticipant } from '../src/backend/rooms/disconnection.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';

const ivs = new IVSRealTimeClient(clientDefaults);
const table = new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table'));
const presence = new PresenceKeeper(
  table,
  new StageActivity(ivs),
  new StageGuard({
    table,
    disconnect: disconnectParticipant(ivs),
    channels: hasChannels() ? new ChatMessages(new IvschatClient(clientDefaults)) : undefined,
  }),
);
const retries = new MessageRetries(new SQSClient(clientDefaults), resourceName('queue'));
const RESERVE_MS = 5_000; // for arranging the retries

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

export const handler = (event: QueueEvent, context: LambdaContext) =>
  handleRoomMessages(event, {
    presence,
    retries,
    timeLimit: context.getRemainingTimeInMillis() - RESERVE_MS,
  });
