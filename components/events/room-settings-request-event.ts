import type { RoomChanges } from '../../src/client/api/room-api.ts';

/** What a host wants to change. */
export type RoomChange = RoomChanges | 'newHostKey';

/** A host asks to change the room: its title, who may speak, whether it is locked, or the host key. */
export class RoomSettingsRequestEvent extends Event {
  readonly change: RoomChange;

  constructor(change: RoomChange) {
    super('room-settings-request', { bubbles: true, composed: true });
    this.change = change;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'room-settings-request': RoomSettingsRequestEvent;
  }
}
