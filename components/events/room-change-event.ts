import type { RoomSnapshot } from '../../src/client/snapshot.ts';

/** Something in the room changed: who is on stage, who is muted, whether this person listens or speaks. */
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
