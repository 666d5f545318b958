import type { RoomSnapshot } from '../../src/client/snapshot.ts';

/** Something in the room changed: who is there, who is muted, where this browser stands. */
export class RoomChangeEvent extends Event {
  readonly snapshot: RoomSnapshot;

  constructor(snapshot: RoomSnapshot) {
    super('room-change', { bubbles: true, composed: true });
    this.snapshot = snapshot;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'room-change': RoomChangeEvent;
  }
}
