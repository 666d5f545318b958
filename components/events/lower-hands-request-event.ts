/** A host asks to lower all hands. */
export class LowerHandsRequestEvent extends Event {
  constructor() {
    super('lower-hands-request', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lower-hands-request': LowerHandsRequestEvent;
  }
}
