/** Asks to use another microphone or sound output. */
export class DeviceRequestEvent extends Event {
  readonly kind: 'microphone' | 'output';
  readonly deviceId: string;

  constructor(kind: 'microphone' | 'output', deviceId: string) {
    super('device-request', { bubbles: true, composed: true });
    this.kind = kind;
    this.deviceId = deviceId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'device-request': DeviceRequestEvent;
  }
}
