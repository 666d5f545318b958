import type { ReactionKind } from '../../src/api/channel.ts';

/** Asks to react, so that everybody in the room sees it. */
export class ReactionRequestEvent extends Event {
  readonly kind: ReactionKind;

  constructor(kind: ReactionKind) {
    super('reaction-request', { bubbles: true, composed: true });
    this.kind = kind;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'reaction-request': ReactionRequestEvent;
  }
}
