import type { Operations } from '../operation.ts';
import { chatRoomOperations } from './chat-room-operations.ts';
import { messagingOperations } from './messaging-operations.ts';

/** The operations of IVS Chat that the system uses. */
export const ivsChatOperations: Operations = { ...chatRoomOperations, ...messagingOperations };
