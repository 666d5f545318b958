/** A host asks to delete a message of the chat. */
export class MessageDeleteRequestEvent extends Event {
  readonly messageId: string;

  constructor(messageId: string) {
    super('message-delete-request', { bubbles: true, composed: true });
    this.messageId = messageId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'message-delete-request': MessageDeleteRequestEvent;
  }
}
