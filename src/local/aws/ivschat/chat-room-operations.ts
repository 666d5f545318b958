import { ivsChatLimits } from '../../../backend/quotas.ts';
import type { ChatRoomRecord } from '../../shared/chat-records.ts';
import { ACCOUNT, REGION } from '../../shared/local-deployment.ts';
import { randomId } from '../../shared/random-id.ts';
import type { Account } from '../account.ts';
import { operation, type Operations } from '../operation.ts';
import { paginate } from '../requests/pages.ts';
import { mergeTags, TAG_CALLS_PER_SECOND, tagPermission, tags } from '../requests/tags.ts';
import { roomNotFound, roomQuotaExceeded } from './ivschat-errors.ts';
import { roomArn } from './ivschat-rules.ts';

const optionalName = { type: 'string', maxLength: 128, pattern: /^[a-zA-Z0-9_-]*$/ } as const;

const configuration = {
  name: optionalName,
  maximumMessageRatePerSecond: { type: 'integer', min: 1, max: 100 },
  maximumMessageLength: { type: 'integer', min: 1, max: 500 },
  messageReviewHandler: { type: 'unsupported' },
  loggingConfigurationIdentifiers: { type: 'unsupported' },
} as const;

export const chatRoomOperations: Operations = {
  CreateRoom: operation({
    callsPerSecond: ivsChatLimits.roomCallsPerSecond,
    alsoNeeds: tagPermission('ivschat'),
    rules: { ...configuration, tags },
    run(account, input) {
      const tags = mergeTags({}, input.tags);
      if (account.chatRooms.size >= ivsChatLimits.rooms) {
        throw roomQuotaExceeded(ivsChatLimits.rooms);
      }
      const id = randomId(12);
      const now = account.clock.now();
      const room = {
        arn: `arn:aws:ivschat:${REGION}:${ACCOUNT}:room/${id}`,
        id,
        name: input.name ?? '',
        tags,
        createdAt: now,
        updatedAt: now,
        maximumMessageRatePerSecond: input.maximumMessageRatePerSecond ?? 10,
        maximumMessageLength: input.maximumMessageLength ?? 500,
      };
      account.chatRooms.set(room.arn, room);
      return describeRoom(room);
    },
  }),

  GetRoom: operation({
    callsPerSecond: ivsChatLimits.roomCallsPerSecond,
    rules: { identifier: roomArn },
    run: (account, { identifier }) => describeRoom(requireChatRoom(account, identifier)),
  }),

  ListRooms: operation({
    callsPerSecond: ivsChatLimits.roomCallsPerSecond,
    rules: {
      name: optionalName,
      messageReviewHandlerUri: { type: 'unsupported' },
      loggingConfigurationIdentifier: { type: 'unsupported' },
      maxResults: { type: 'integer', min: 1, max: 50 },
      nextToken: { type: 'string', maxLength: 1024 },
    },
    run(account, input) {
      const wanted = account.chatRooms.values().filter(({ name }) => name === (input.name ?? name));
      const { items, ...rest } = paginate(wanted, newestFirst, input);
      return { rooms: items.map(summarizeRoom), ...rest };
    },
  }),

  UpdateRoom: operation({
    callsPerSecond: ivsChatLimits.roomCallsPerSecond,
    rules: { identifier: roomArn, ...configuration },
    run(account, { identifier, ...changes }) {
      const room = requireChatRoom(account, identifier);
      const updated = {
        ...room,
        name: changes.name ?? room.name,
        maximumMessageRatePerSecond:
          changes.maximumMessageRatePerSecond ?? room.maximumMessageRatePerSecond,
        maximumMessageLength: changes.maximumMessageLength ?? room.maximumMessageLength,
        updatedAt: account.clock.now(),
      };
      account.chatRooms.set(room.arn, updated);
      return describeRoom(updated);
    },
  }),

  DeleteRoom: operation({
    callsPerSecond: ivsChatLimits.roomCallsPerSecond,
    rules: { identifier: roomArn },
    run(account, { identifier }) {
      requireChatRoom(account, identifier);
      // The record goes first: whoever is disconnected and reconnects at once must not find the room.
      account.chatRooms.delete(identifier);
      account.chatServer.deleteRoom(identifier);
      return undefined;
    },
  }),

  TagResource: operation({
    callsPerSecond: TAG_CALLS_PER_SECOND,
    rules: { resourceArn: roomArn, tags: { ...tags, required: true } },
    run(account, { resourceArn, tags }) {
      const room = requireChatRoom(account, resourceArn);
      account.chatRooms.set(room.arn, { ...room, tags: mergeTags(room.tags, tags) });
      return {};
    },
  }),
};

/** @throws {AwsError} ResourceNotFoundException, if there is no such room. */
export function requireChatRoom(account: Account, arn: string): ChatRoomRecord {
  const room = account.chatRooms.get(arn);
  if (!room) throw roomNotFound(arn);
  return room;
}

/** ListRooms sorts by the time of the last update, the latest first. */
const newestFirst = ({ updatedAt, arn }: ChatRoomRecord): string =>
  `${String(Number.MAX_SAFE_INTEGER - updatedAt).padStart(16, '0')} ${arn}`;

/** A room as ListRooms returns it. */
function summarizeRoom({ arn, id, name, tags, createdAt, updatedAt }: ChatRoomRecord) {
  return {
    arn,
    id,
    name,
    createTime: new Date(createdAt).toISOString(),
    updateTime: new Date(updatedAt).toISOString(),
    tags,
  };
}

/** A room as CreateRoom, GetRoom and UpdateRoom return it. */
function describeRoom(room: ChatRoomRecord) {
  const { maximumMessageRatePerSecond, maximumMessageLength } = room;
  return { ...summarizeRoom(room), maximumMessageRatePerSecond, maximumMessageLength };
}
