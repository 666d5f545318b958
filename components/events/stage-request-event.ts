/** Asks to go on stage, which turns the microphone on, or to step back and just listen. */
export class StageRequestEvent extends Event {
  readonly onStage: boolean;

  constructor(onStage: boolean) {
    super('stage-request', { bubbles: true, composed: true });
    this.onStage = onStage;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'stage-request': StageRequestEvent;
  }
}
