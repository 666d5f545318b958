/** Asks to raise this person's hand, or to lower it, which also declines an invitation to the stage. */
export class HandRequestEvent extends Event {
  readonly raised: boolean;

  constructor(raised: boolean) {
    super('hand-request', { bubbles: true, composed: true });
    this.raised = raised;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'hand-request': HandRequestEvent;
  }
}
