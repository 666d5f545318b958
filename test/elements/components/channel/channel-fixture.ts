import type {
  ChatMessage,
  RoomChannelSnapshot,
  RoomSnapshot,
} from '../../../../src/client/snapshot.ts';
import { snapshotOf } from '../element-support.ts';

let sent = 0;

export function message(text: string, changes: Partial<ChatMessage> = {}): ChatMessage {
  const id = `m${sent++}`;
  return {
    ...{ id, senderId: 'id-Bo', name: 'Bo', role: 'listener', text, own: false },
    sentAt: '2026-05-05T18:03:00.000Z',
    ...changes,
  };
}

/** A snapshot of a room with a channel. */
export function withChannel(
  channel: Partial<RoomChannelSnapshot> = {},
  { room, ...changes }: Partial<RoomSnapshot> = {},
): RoomSnapshot {
  const snapshot = snapshotOf(changes);
  return {
    ...snapshot,
    room: { ...snapshot.room!, chat: 'all', ...room },
    channel: { state: 'connected', mayWrite: true, messages: [], reactions: [], ...channel },
  };
}
