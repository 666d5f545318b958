/** What a host can do to somebody else. */
export type PersonAction =
  | 'invite'
  | 'lower-hand'
  | 'mute'
  | 'take-off-stage'
  | 'remove'
  | 'let-in-again'
  | 'silence'
  | 'unsilence';

/** A host asks for something that concerns another participant. */
export class PersonRequestEvent extends Event {
  readonly action: PersonAction;
  readonly participantId: string;

  constructor(action: PersonAction, participantId: string) {
    super('person-request', { bubbles: true, composed: true });
    this.action = action;
    this.participantId = participantId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'person-request': PersonRequestEvent;
  }
}
