import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { HandChangeEvent } from '../events/hand-change-event.ts';
import { RoomChangeEvent } from '../events/room-change-event.ts';
import { RoomErrorEvent } from '../events/room-error-event.ts';
import { RoomInvitationEvent } from '../events/room-invitation-event.ts';
import { RoomLeftEvent } from '../events/room-left-event.ts';

/** Tells the page what has changed between two snapshots: `room-error`, `room-change`, `hand-change`, `room-invitation` and `room-left`. */
export function dispatchRoomEvents(
  room: HTMLElement,
  snapshot: RoomSnapshot,
  before: RoomSnapshot | undefined,
): void {
  const { error, phase, leftReason, handPlace, invited } = snapshot;
  if (error && error !== before?.error) {
    room.dispatchEvent(new RoomErrorEvent(error.code, error.message));
  }
  room.dispatchEvent(new RoomChangeEvent(snapshot));
  if (handPlace !== before?.handPlace) room.dispatchEvent(new HandChangeEvent(handPlace));
  if (invited && !before?.invited) room.dispatchEvent(new RoomInvitationEvent());
  if (phase === 'left' && /^(listen|speak)ing$/.test(before?.phase ?? '')) {
    room.dispatchEvent(new RoomLeftEvent(leftReason ?? 'unknown'));
  }
}
