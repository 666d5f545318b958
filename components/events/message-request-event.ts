/** Asks to send a message to the chat of the room. */
export class MessageRequestEvent extends Event {
  readonly text: string;
  #sent: Promise<void> | undefined;

  constructor(text: string) {
    super('message-request', { bubbles: true, composed: true });
    this.text = text;
  }

  /** Resolves when everybody gets the message. Undefined if nobody has answered the request. */
  get sent(): Promise<void> | undefined {
    return this.#sent;
  }

  /** Answers the request. @param sent - Resolves when everybody gets the message; rejects with a `RoomError`. */
  respondWith(sent: Promise<void>): void {
    this.#sent = sent;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'message-request': MessageRequestEvent;
  }
}
