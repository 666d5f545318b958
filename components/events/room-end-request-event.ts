/** A host asks to end the room for all. */
export class RoomEndRequestEvent extends Event {
  constructor() {
    super('room-end-request', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'room-end-request': RoomEndRequestEvent;
  }
}
