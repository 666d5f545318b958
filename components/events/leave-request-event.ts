/** Asks to leave the room. */
export class LeaveRequestEvent extends Event {
  constructor() {
    super('leave-request', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'leave-request': LeaveRequestEvent;
  }
}
