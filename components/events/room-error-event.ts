import type { RoomErrorCode } from '../../src/client/room-error.ts';

/** Something failed. The element itself tells the person. */
export class RoomErrorEvent extends Event {
  /** Stable, so pages may depend on it. */
  readonly code: RoomErrorCode;
  /** In English, for developers. */
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
