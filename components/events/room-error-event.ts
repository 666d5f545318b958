import type { RoomErrorCode } from '../../src/client/room-error.ts';

/** Something could not be done. The element already shows a sentence about it. */
export class RoomErrorEvent extends Event {
  /** Stable: pages may depend on it. */
  readonly code: RoomErrorCode;
  /** For developers, in English. */
  readonly message: string;

  constructor(code: RoomErrorCode, message: string) {
    super('room-error', { bubbles: true, composed: true });
    this.code = code;
    this.message = message;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'room-error': RoomErrorEvent;
  }
}
