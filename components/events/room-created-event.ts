/** The person has created a room and is joining it. */
export class RoomCreatedEvent extends Event {
  readonly roomId: string;
  /** Proves who created the room. A secret, which no later event or request returns. */
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
