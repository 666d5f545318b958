import { microphoneNotAllowedHere, microphoneProblem } from './browser-support.ts';
import { RoomError } from '../room-error.ts';
import {
  MicrophoneChangeEvent,
  MicrophoneFoundEvent,
  MicrophoneLostEvent,
} from './microphone-events.ts';

export interface MicrophoneDevice {
  readonly id: string;
  /** Empty until the person has allowed a microphone once. */
  readonly label: string;
}

/** How the microphone is opened. Speech: always mono. */
export interface MicrophoneSettings {
  /** Undefined: the system's default. When opening, a device that is gone gives way to it. */
  readonly deviceId: string | undefined;
  readonly noiseSuppression: boolean;
  readonly echoCancellation: boolean;
}

/**
 * This browser's microphone: asks for it, lists devices, swaps them while live, and tells when it is unplugged.
 * Open means that the system's microphone light is on, muted or not: to release the device while muted would cut the
 * first word after every unmute. {@link close} puts it out.
 *
 * @fires change - {@link MicrophoneChangeEvent}
 * @fires lost - {@link MicrophoneLostEvent}; a fallback to the system's default follows where there is one
 * @fires found - {@link MicrophoneFoundEvent}
 */
export class Microphone extends EventTarget {
  #settings: MicrophoneSettings = {
    deviceId: undefined,
    noiseSuppression: true,
    echoCancellation: true,
  };
  #stream: MediaStream | undefined;
  #devices: readonly MicrophoneDevice[] = [];
  // Rises with each opening and closing, so that an answer to an older one is thrown away.
  #turn = 0;
  #opening: Promise<MediaStream> | undefined;
  #watching: AbortController | undefined;

  constructor(settings: Partial<MicrophoneSettings> = {}) {
    super();
    this.#settings = { ...this.#settings, ...settings };
  }

  /** What the open microphone hears, never muted by the room; undefined while closed. */
  get stream(): MediaStream | undefined {
    return this.#stream;
  }

  /** The device in use while open. */
  get deviceId(): string | undefined {
    return this.#stream?.getAudioTracks()[0]?.getSettings().deviceId;
  }

  get settings(): MicrophoneSettings {
    return this.#settings;
  }

  /** All microphones; kept up to date between {@link open} or {@link refreshDevices} and {@link close}. */
  get devices(): readonly MicrophoneDevice[] {
    return this.#devices;
  }

  /**
   * Opens the microphone, with a prompt where the person has not answered yet. While open, the same stream again.
   * @throws RoomError `MICROPHONE_…`, `INSECURE_CONTEXT` or `BROWSER_UNSUPPORTED`
   */
  open(): Promise<MediaStream> {
    if (this.#stream) return Promise.resolve(this.#stream);
    this.#opening ??= this.#swap(this.#settings, true).finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** Takes another microphone; at once while open, else from the next {@link open}. The old one stays if that fails. */
  choose(deviceId: string | undefined): Promise<void> {
    return this.change({ deviceId });
  }

  /** Changes settings; at once while open. The old ones stay if that fails. */
  async change(changes: Partial<MicrophoneSettings>): Promise<void> {
    // Behind a prompt: what it allows is opened as asked for, and then changed.
    await this.#opening?.catch(() => {});
    const settings = { ...this.#settings, ...changes };
    if (this.#stream) await this.#swap(settings);
    else {
      this.#settings = settings;
      this.dispatchEvent(new MicrophoneChangeEvent());
    }
  }

  /** Releases the device: the light goes out. */
  close(): void {
    this.#turn++;
    this.#opening = undefined;
    this.#watching?.abort();
    this.#watching = undefined;
    if (!this.#stream) return;
    this.#release();
    this.dispatchEvent(new MicrophoneChangeEvent());
  }

  /** Reads the list of devices; labels stay empty until a microphone was allowed once. Never prompts. */
  async refreshDevices(): Promise<readonly MicrophoneDevice[]> {
    if (microphoneProblem()) return this.#devices;
    const devices = (await navigator.mediaDevices.enumerateDevices())
      .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
      .map(({ deviceId, label }) => Object.freeze({ id: deviceId, label }));
    const before = this.#devices;
    const same =
      devices.length === before.length &&
      devices.every(({ id, label }, i) => id === before[i]?.id && label === before[i].label);
    if (!same) {
      this.#devices = Object.freeze(devices);
      this.dispatchEvent(new MicrophoneChangeEvent());
    }
    return this.#devices;
  }

  async #swap(settings: MicrophoneSettings, orDefault = false): Promise<MediaStream> {
    const turn = ++this.#turn;
    const { deviceId } = settings;
    const stream = await requestMicrophone(settings).catch((error: unknown) => {
      const gone = error instanceof RoomError && error.code === 'MICROPHONE_NOT_FOUND';
      if (!gone || !orDefault || deviceId === undefined || turn !== this.#turn) throw error;
      return requestMicrophone({ ...settings, deviceId: undefined });
    });
    if (turn !== this.#turn) {
      stopTracks(stream);
      throw new DOMException('The microphone was closed or changed meanwhile.', 'AbortError');
    }
    this.#settings = settings;
    this.#release();
    this.#stream = stream;
    const track = stream.getAudioTracks()[0];
    track?.addEventListener('ended', () => void this.#fallBack(stream), { once: true });
    this.dispatchEvent(new MicrophoneChangeEvent());
    this.#watchDevices();
    await this.refreshDevices();
    return stream;
  }

  #release(): void {
    if (this.#stream) stopTracks(this.#stream);
    this.#stream = undefined;
  }

  /** The device ended by itself. `stop()` fires no `ended`, so a swap or a close does not come here. */
  async #fallBack(stream: MediaStream): Promise<void> {
    if (stream !== this.#stream) return;
    this.#release();
    this.dispatchEvent(new MicrophoneLostEvent());
    this.dispatchEvent(new MicrophoneChangeEvent());
    try {
      await this.#swap({ ...this.#settings, deviceId: undefined });
    } catch {
      // No other microphone, or not allowed: `lost` has been told, and the next open() says why.
    }
  }

  #watchDevices(): void {
    if (this.#watching) return;
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    const update = async () => {
      const known = new Set(this.#devices.map(({ id }) => id));
      const devices = await this.refreshDevices();
      if (signal.aborted || known.size === 0) return;
      for (const device of devices) {
        // `default` and `communications` are Chromium's aliases of devices that are listed themselves.
        if (!known.has(device.id) && !/^(default|communications)$/.test(device.id)) {
          this.dispatchEvent(new MicrophoneFoundEvent(device));
        }
      }
    };
    navigator.mediaDevices.addEventListener('devicechange', () => void update(), { signal });
  }
}

async function requestMicrophone(settings: MicrophoneSettings): Promise<MediaStream> {
  const problem = microphoneProblem();
  if (problem) throw problem;
  const { deviceId, noiseSuppression, echoCancellation } = settings;
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        // As a mere wish, Chromium weighs it against the others below and may take the default.
        ...(deviceId && { deviceId: { exact: deviceId } }),
        channelCount: 1,
        autoGainControl: true,
        noiseSuppression,
        echoCancellation,
      },
    });
  } catch (error) {
    throw microphoneError(error);
  }
}

function microphoneError(cause: unknown): unknown {
  const { name, message } = cause as DOMException;
  switch (name) {
    case 'NotAllowedError':
      // Chromium says in the message alone that a policy, not the person, refused.
      if (/policy/i.test(message)) return microphoneNotAllowedHere(cause);
      return new RoomError(
        'MICROPHONE_DENIED',
        'The microphone was refused. Allow it in the site settings.',
        { cause },
      );
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new RoomError('MICROPHONE_NOT_FOUND', 'There is no microphone. Plug one in.', {
        cause,
      });
    case 'NotReadableError':
    case 'AbortError':
      return new RoomError(
        'MICROPHONE_IN_USE',
        'The microphone does not start. Close other programs that use it.',
        { cause },
      );
    case 'SecurityError':
      return microphoneNotAllowedHere(cause);
    default:
      return cause;
  }
}

export function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
