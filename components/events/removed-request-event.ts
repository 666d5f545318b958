/** A host asks who was removed from the room. */
export class RemovedRequestEvent extends Event {
  constructor() {
    super('removed-request', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'removed-request': RemovedRequestEvent;
  }
}
