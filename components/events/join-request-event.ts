import type { Role } from '../../src/api/schemas.ts';

/** Asks to join the room: as a listener, or as a speaker directly on stage. */
export class JoinRequestEvent extends Event {
  readonly participantName: string;
  readonly role: Role;

  constructor(participantName: string, role: Role) {
    super('join-request', { bubbles: true, composed: true });
    this.participantName = participantName;
    this.role = role;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'join-request': JoinRequestEvent;
  }
}
