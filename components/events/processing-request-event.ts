/** Asks to turn noise suppression or echo cancellation on or off. */
export class ProcessingRequestEvent extends Event {
  readonly setting: 'noiseSuppression' | 'echoCancellation';
  readonly on: boolean;

  constructor(setting: 'noiseSuppression' | 'echoCancellation', on: boolean) {
    super('processing-request', { bubbles: true, composed: true });
    this.setting = setting;
    this.on = on;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'processing-request': ProcessingRequestEvent;
  }
}
