/** The person's hand was raised or lowered, or has another place in the queue. */
export class HandChangeEvent extends Event {
  /** The place in the queue, from 1. Undefined if the hand is not raised. */
  readonly place: number | undefined;

  constructor(place: number | undefined) {
    super('hand-change', { bubbles: true, composed: true });
    this.place = place;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'hand-change': HandChangeEvent;
  }
}
