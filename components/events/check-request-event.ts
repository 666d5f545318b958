/** Asks for the microphone check before going on stage. */
export class CheckRequestEvent extends Event {
  readonly participantName: string;

  constructor(participantName: string) {
    super('check-request', { bubbles: true, composed: true });
    this.participantName = participantName;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'check-request': CheckRequestEvent;
  }
}
