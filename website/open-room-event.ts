/** The visitor submitted a link to a room. */
export class OpenRoomEvent extends Event {
  readonly roomId: string;

  constructor(roomId: string) {
    super('open-room', { bubbles: true, composed: true });
    this.roomId = roomId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'open-room': OpenRoomEvent;
  }
}
