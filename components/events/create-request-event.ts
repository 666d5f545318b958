/** Asks for a new room, which its creator joins as a listener. */
export class CreateRequestEvent extends Event {
  readonly participantName: string;

  constructor(participantName: string) {
    super('create-request', { bubbles: true, composed: true });
    this.participantName = participantName;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'create-request': CreateRequestEvent;
  }
}
