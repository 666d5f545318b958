import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ROOM_CACHE_SECONDS } from '../src/api/limits.ts';
import { isAwsFailure } from '../src/backend/aws/aws-errors.ts';
import {
  allowedOrigins,
  clientDefaults,
  resourceName,
} from '../src/backend/aws/function-environment.ts';
import { describeError, log, roomTag } from '../src/backend/aws/log.ts';
import { apiHandler } from '../src/backend/http/api-handler.ts';
import { parseRoomId } from '../src/backend/http/api-request.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { RefreshQueue } from '../src/backend/presence/refresh-queue.ts';
import { requireOpen, toRoomDetails } from '../src/backend/rooms/room.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';

const table = new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table'));
const queue = new RefreshQueue(new SQSClient(clientDefaults), resourceName('queue'));

export const handler = apiHandler(async (event, correlationId) => {
  const room = requireOpen(await table.get(parseRoomId(event)));
  try {
    await queue.request(room, correlationId);
  } catch (error) {
    // The lobby still gets what the record has; the next request asks for a new count again.
    if (!isAwsFailure(error)) throw error;
    const line = { correlationId, room: roomTag(room.id), error: describeError(error) };
    log.warn('Refresh not requested', line);
  }
  return respond(200, toRoomDetails(room), {
    'cache-control': `public, max-age=${ROOM_CACHE_SECONDS}`,
  });
}, allowedOrigins());
