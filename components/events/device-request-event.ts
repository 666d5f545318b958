/** Asks to use another microphone or another speaker. */
export class DeviceRequestEvent extends Event {
  readonly kind: 'microphone' | 'speaker';
  readonly deviceId: string;

  constructor(kind: 'microphone' | 'speaker', deviceId: string) {
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
