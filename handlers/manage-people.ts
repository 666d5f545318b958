import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { SQSClient } from '@aws-sdk/client-sqs';
import { askToMuteRequestSchema } from '../src/api/schemas.ts';
import {
  allowedOrigins,
  clientDefaults,
  resourceName,
} from '../src/backend/aws/function-environment.ts';
import { log, roomTag } from '../src/backend/aws/log.ts';
import { apiRoutes } from '../src/backend/http/api-handler.ts';
import {
  bearerOf,
  parseParticipantId,
  parseRoomId,
  type ApiEvent,
} from '../src/backend/http/api-request.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { bodyParser } from '../src/backend/http/json-body.ts';
import { CheckQueue } from '../src/backend/presence/check-queue.ts';
import { disconnectParticipant } from '../src/backend/rooms/disconnection.ts';
import {
  askToMute,
  inviteToStage,
  removeParticipant,
  silence,
  takeOffStage,
  unsilence,
  type HostCall,
} from '../src/backend/rooms/people-management.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';

const ivs = new IVSRealTimeClient(clientDefaults);
const options = {
  table: new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table')),
  checks: new CheckQueue(new SQSClient(clientDefaults), resourceName('queue')),
  disconnect: disconnectParticipant(ivs),
};
const parse = bodyParser(askToMuteRequestSchema);

const callOf = (event: ApiEvent): HostCall => ({
  roomId: parseRoomId(event),
  participantId: parseParticipantId(event),
  hostKey: bearerOf(event),
});

/** What a host has done, for the log. */
const note = (what: string, correlationId: string, { roomId }: HostCall) =>
  log.info(what, { correlationId, room: roomTag(roomId) });

export const handler = apiRoutes(
  {
    'invite-to-stage': async (event, correlationId) => {
      const call = callOf(event);
      const room = await inviteToStage(call, options);
      note('Invited to the stage', correlationId, call);
      return respond(200, room);
    },
    'take-off-stage': async (event, correlationId) => {
      const call = callOf(event);
      const room = await takeOffStage(call, options);
      note('Taken off the stage', correlationId, call);
      return respond(200, room);
    },
    'ask-to-mute': async (event, correlationId) => {
      const call = callOf(event);
      const room = await askToMute(call, parse(event).by, options);
      note('Asked to mute', correlationId, call);
      return respond(200, room);
    },
    'remove-participant': async (event, correlationId) => {
      const call = callOf(event);
      const room = await removeParticipant(call, options);
      note('Removed', correlationId, call);
      return respond(200, room);
    },
    silence: async (event, correlationId) => {
      const call = callOf(event);
      const room = await silence(call, options);
      note('Silenced', correlationId, call);
      return respond(200, room);
    },
    unsilence: async (event, correlationId) => {
      const call = callOf(event);
      const room = await unsilence(call, options);
      note('Unsilenced', correlationId, call);
      return respond(200, room);
    },
  },
  allowedOrigins(),
);
