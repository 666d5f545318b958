import { chatCapabilities, type ChatCapability } from '../../shared/chat-records.ts';
import { operation, type Operations } from '../operation.ts';
import { requireChatRoom } from './chat-room-operations.ts';
import { invalidInput } from './ivschat-errors.ts';
import { checkAttributes, reason, roomArn, userId } from './ivschat-rules.ts';

const TOKENS_PER_SECOND = 200;
const callsPerSecond = 100;

/** What acts on those who are connected to a room. The three besides tokens tell everybody in it. */
export const messagingOperations: Operations = {
  CreateChatToken: operation({
    callsPerSecond: TOKENS_PER_SECOND,
    rules: {
      roomIdentifier: roomArn,
      userId,
      capabilities: { type: 'strings' },
      sessionDurationInMinutes: { type: 'integer', min: 1, max: 180 },
      attributes: { type: 'stringMap' },
    },
    run(account, input) {
      const { capabilities = [], sessionDurationInMinutes = 60, attributes = {} } = input;
      if (!capabilities.every(isCapability)) {
        throw invalidInput(`A capability is one of ${chatCapabilities.join(', ')}`);
      }
      checkAttributes(attributes);
      const { arn } = requireChatRoom(account, input.roomIdentifier);
      const endsAt = account.clock.now() + sessionDurationInMinutes * 60_000;
      const { token, expiresAt } = account.chatServer.issueToken({
        roomArn: arn,
        userId: input.userId,
        capabilities: new Set(capabilities),
        attributes,
        endsAt,
      });
      return {
        token,
        tokenExpirationTime: new Date(expiresAt).toISOString(),
        sessionExpirationTime: new Date(endsAt).toISOString(),
      };
    },
  }),

  SendEvent: operation({
    callsPerSecond,
    rules: {
      roomIdentifier: roomArn,
      eventName: { type: 'string', required: true, minLength: 1, maxLength: 100 },
      attributes: { type: 'stringMap' },
    },
    run(account, { roomIdentifier, eventName, attributes = {} }) {
      checkAttributes(attributes);
      const { arn } = requireChatRoom(account, roomIdentifier);
      return { id: account.chatServer.sendEvent(arn, eventName, attributes) };
    },
  }),

  DeleteMessage: operation({
    callsPerSecond,
    rules: {
      roomIdentifier: roomArn,
      id: {
        type: 'string',
        required: true,
        minLength: 12,
        maxLength: 12,
        pattern: /^[a-zA-Z0-9]+$/,
      },
      reason,
    },
    run(account, { roomIdentifier, id, reason }) {
      const { arn } = requireChatRoom(account, roomIdentifier);
      return { id: account.chatServer.deleteMessage(arn, id, reason) };
    },
  }),

  DisconnectUser: operation({
    callsPerSecond,
    rules: { roomIdentifier: roomArn, userId, reason },
    run(account, { roomIdentifier, userId, reason }) {
      const { arn } = requireChatRoom(account, roomIdentifier);
      account.chatServer.disconnectUser(arn, userId, reason);
      return {};
    },
  }),
};

const isCapability = (word: string): word is ChatCapability =>
  (chatCapabilities as readonly string[]).includes(word);
