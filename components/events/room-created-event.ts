/** A room was created and this browser is joining it. */
export class RoomCreatedEvent extends Event {
  readonly roomId: string;
  /** Proves who created the room; a secret that is told only here. */
  readonly hostKey: string;

  constructor(roomId: string, hostKey: string) {
    super('room-created', { bubbles: true, composed: true });
    this.roomId = roomId;
    this.hostKey = hostKey;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'room-created': RoomCreatedEvent;
  }
}
