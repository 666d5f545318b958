/** Asks to keep up to date who is in the room, or no longer to: who listens, and whose hand is raised. */
export class PeopleRequestEvent extends Event {
  readonly watch: boolean;

  constructor(watch: boolean) {
    super('people-request', { bubbles: true, composed: true });
    this.watch = watch;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'people-request': PeopleRequestEvent;
  }
}
