import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  allowedOrigins,
  clientDefaults,
  hasChannels,
  resourceName,
} from '../src/backend/aws/function-environment.ts';
import { log, roomTag } from '../src/backend/aws/log.ts';
import { ChatMessages } from '../src/backend/channel/chat-messages.ts';
import { apiRoutes } from '../src/backend/http/api-handler.ts';
import {
  bearerOf,
  byOf,
  parseParticipantId,
  parseRoomId,
  type ApiEvent,
} from '../src/backend/http/api-request.ts';
import { respond } from '../src/backend/http/api-response.ts';
import { CheckQueue } from '../src/backend/presence/check-queue.ts';
import { disconnectParticipant } from '../src/backend/rooms/disconnection.ts';
import {
  askToMute,
  inviteToStage,
  lowerHands,
  readmitParticipant,
  removeParticipant,
  silence,
  takeOffStage,
  unsilence,
  type HostCall,
  type PersonCall,
} from '../src/backend/rooms/people-management.ts';
import { RoomTable } from '../src/backend/rooms/room-table.ts';

const ivs = new IVSRealTimeClient(clientDefaults);
const options = {
  table: new RoomTable(new DynamoDBClient(clientDefaults), resourceName('table')),
  checks: new CheckQueue(new SQSClient(clientDefaults), resourceName('queue')),
  disconnect: disconnectParticipant(ivs),
  channels: hasChannels() ? new ChatMessages(new IvschatClient(clientDefaults)) : undefined,
};

const callOf = (event: ApiEvent): HostCall => ({
  roomId: parseRoomId(event),
  hostKey: bearerOf(event),
});

const personCallOf = (event: ApiEvent): PersonCall => ({
  ...callOf(event),
  participantId: parseParticipantId(event),
  by: byOf(event),
});

/** What a host has done, for the log. */
const note = (what: string, correlationId: string, { roomId }: HostCall) =>
  log.info(what, { correlationId, room: roomTag(roomId) });

export const handler = apiRoutes(
  {
    'invite-to-stage': async (event, correlationId) => {
      const call = personCallOf(event);
      const room = await inviteToStage(call, options);
      note('Invited to the stage', correlationId, call);
      return respond(200, room);
    },
    'take-off-stage': async (event, correlationId) => {
      const call = personCallOf(event);
      const room = await takeOffStage(call, options);
      note('Taken off the stage', correlationId, call);
      return respond(200, room);
    },
    'ask-to-mute': async (event, correlationId) => {
      const call = personCallOf(event);
      const room = await askToMute(call, options);
      note('Asked to mute', correlationId, call);
      return respond(200, room);
    },
    'remove-participant': async (event, correlationId) => {
      const call = personCallOf(event);
      const room = await removeParticipant(call, options);
      note('Removed', correlationId, call);
      return respond(200, room);
    },
    silence: async (event, correlationId) => {
      const call = personCallOf(event);
      const room = await silence(call, options);
      note('Silenced', correlationId, call);
      return respond(200, room);
    },
    unsilence: async (event, correlationId) => {
      const call = personCallOf(event);
      const room = await unsilence(call, options);
      note('Unsilenced', correlationId, call);
      return respond(200, room);
    },
    'readmit-participant': async (event, correlationId) => {
      const call = personCallOf(event);
      const room = await readmitParticipant(call, options);
      note('Let in again', correlationId, call);
      return respond(200, room);
    },
    'lower-hands': async (event, correlationId) => {
      const call = callOf(event);
      const room = await lowerHands(call, options);
      note('All hands lowered', correlationId, call);
      return respond(200, room);
    },
  },
  allowedOrigins(),
);
