/** Fired by `RoomSession` when it has a new snapshot; read it from `RoomSession.snapshot`. */
export class SessionChangeEvent extends Event {
  constructor() {
    super('change');
  }
}
