/** A microphone in the list of devices. */
export interface MicrophoneDevice {
  /** The browser's `deviceId`. */
  readonly id: string;
  /** Empty until the person has allowed the microphone once. */
  readonly label: string;
}

/** Fired by `Microphone` when its stream, device, settings or list of devices changes, or when the system pauses it. */
export class MicrophoneChangeEvent extends Event {
  constructor() {
    super('change');
  }
}

/** Fired when the open microphone stops by itself: it was unplugged, or the person or the system took it away. */
export class MicrophoneLostEvent extends Event {
  /** Whether this page may no longer use the microphone, instead of the device being gone. */
  readonly revoked: Promise<boolean>;

  constructor(revoked: Promise<boolean>) {
    super('lost');
    this.revoked = revoked;
  }
}

/** Fired when a microphone is plugged in. `microphone.choose(event.device.id)` changes to it. */
export class MicrophoneFoundEvent extends Event {
  /** The microphone that was plugged in. */
  readonly device: MicrophoneDevice;

  constructor(device: MicrophoneDevice) {
    super('found');
    this.device = device;
  }
}
