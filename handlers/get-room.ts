import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ROOM_CACHE_SECONDS } from '../src/api/limits.ts';
import { clientDefaults } from '../src/backend/aws/aws-client.ts';
import { requireEnv } from '../src/backend/aws/function-environment.ts';
import { apiHandler } from '../src/backend/http/api-handler.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { parseRoomId } from '../src/backend/http/room-id.ts';
import { requireOpen } from '../src/backend/rooms/room-joining.ts';
import { describeError, log, roomTag } from '../src/backend/aws/log.ts';
import { RefreshQueue } from '../src/backend/presence/refresh-queue.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';
import { toApiRoom } from '../src/backend/rooms/room.ts';

const table = new RoomTable(new DynamoDBClient(clientDefaults), requireEnv('ROOMS_TABLE'));
const queue = new RefreshQueue(new SQSClient(clientDefaults), requireEnv('ROOM_QUEUE_URL'));

export const handler = apiHandler(async (event, correlationId) => {
  const room = requireOpen(await table.get(parseRoomId(event)));
  try {
    await queue.request(room, correlationId);
  } catch (error) {
    // The lobby still gets what the record knows; the next look asks for the count again.
    const line = { correlationId, room: roomTag(room.id), error: describeError(error) };
    log.warn('Refresh not asked for', line);
  }
  return respond(200, toApiRoom(room), {
    'cache-control': `public, max-age=${ROOM_CACHE_SECONDS}`,
  });
});
