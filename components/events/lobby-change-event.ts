import type { Room } from '../../src/api/schemas.ts';

/** The lobby has read the room: its title, who is on stage, how many listen. */
export class LobbyChangeEvent extends Event {
  readonly room: Room;

  constructor(room: Room) {
    super('lobby-change', { bubbles: true, composed: true });
    this.room = room;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'lobby-change': LobbyChangeEvent;
  }
}
