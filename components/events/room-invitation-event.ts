/** A host has invited the person to the stage. The element asks them by itself. */
export class RoomInvitationEvent extends Event {
  constructor() {
    super('room-invitation', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'room-invitation': RoomInvitationEvent;
  }
}
