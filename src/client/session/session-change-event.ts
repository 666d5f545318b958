/** The session's snapshot is another one. Read it from `RoomSession.snapshot`. */
export class RoomChangeEvent extends Event {
  constructor() {
    super('change');
  }
}
