import type { LeftReason } from '../../src/client/snapshot.ts';

/** The person is no longer in the room. */
export class RoomLeftEvent extends Event {
  readonly reason: LeftReason;

  constructor(reason: LeftReason) {
    super('room-left', { bubbles: true, composed: true });
    this.reason = reason;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'room-left': RoomLeftEvent;
  }
}
