import type { MicrophoneDevice } from './microphone.ts';

/** Something that `Microphone` tells is another: its stream, device, settings or list of devices. */
export class MicrophoneChangeEvent extends Event {
  constructor() {
    super('change');
  }
}

/** The open microphone ended by itself: unplugged, or taken by the system. */
export class MicrophoneLostEvent extends Event {
  constructor() {
    super('lost');
  }
}

/** A microphone was plugged in. It is offered, never taken: `microphone.choose(event.device.id)` takes it. */
export class MicrophoneFoundEvent extends Event {
  readonly device: MicrophoneDevice;

  constructor(device: MicrophoneDevice) {
    super('found');
    this.device = device;
  }
}
