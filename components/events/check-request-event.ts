/** Asks for the microphone check, the step before the stage. */
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
