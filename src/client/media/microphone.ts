import { reportIfUnexpected, RoomError, toRoomError } from '../room-error.ts';
import { microphoneNotAllowedHere, microphoneProblem } from './browser-support.ts';
import {
  MicrophoneChangeEvent,
  type MicrophoneDevice,
  MicrophoneFoundEvent,
  MicrophoneLostEvent,
} from './microphone-events.ts';

/** How the microphone is opened. It is always mono. */
export interface MicrophoneSettings {
  /** Undefined: the system's default, which is also opened if this device is gone. */
  readonly deviceId: string | undefined;
  /** Whether the browser removes background noise. Default: true. */
  readonly noiseSuppression: boolean;
  /** Whether the browser removes the sound of the output. Default: true. */
  readonly echoCancellation: boolean;
}

/**
 * This browser's microphone: opens it, lists devices, changes them while it is open, and notices when it is unplugged.
 *
 * While it is open, muted or not, the system shows that it is in use. It stays open while muted, because opening it
 * again would cut off the first word after unmuting. {@link close} releases it.
 *
 * @fires change - {@link MicrophoneChangeEvent}
 * @fires lost - {@link MicrophoneLostEvent}; if there is another microphone, the system's default is then opened
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
  // Counts calls that open or close, so that the result of an older call is discarded.
  #turn = 0;
  #opening: Promise<MediaStream> | undefined;
  #watching: AbortController | undefined;

  constructor(settings: Partial<MicrophoneSettings> = {}) {
    super();
    this.#settings = { ...this.#settings, ...settings };
  }

  /** The microphone's audio, also while muted in the room. Undefined while closed. */
  get stream(): MediaStream | undefined {
    return this.#stream;
  }

  /** The device in use. Undefined while closed. */
  get deviceId(): string | undefined {
    return this.#stream?.getAudioTracks()[0]?.getSettings().deviceId;
  }

  /** Whether the system has paused it, as for a phone call: it is open, but silent. */
  get paused(): boolean {
    return this.#stream?.getAudioTracks()[0]?.muted ?? false;
  }

  /** The settings in use, or those for the next {@link open}. */
  get settings(): MicrophoneSettings {
    return this.#settings;
  }

  /** All microphones, as of {@link refreshDevices}; kept up to date while open. */
  get devices(): readonly MicrophoneDevice[] {
    return this.#devices;
  }

  /**
   * Opens the microphone. The browser may prompt. If it is open, returns the same stream.
   * @throws RoomError `MICROPHONE_…`, `INSECURE_CONTEXT` or `BROWSER_UNSUPPORTED`
   */
  open(): Promise<MediaStream> {
    if (this.#stream) return Promise.resolve(this.#stream);
    this.#opening ??= this.#swap(this.#settings, true).finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** Changes to another microphone, see {@link change}. */
  choose(deviceId: string | undefined): Promise<void> {
    return this.change({ deviceId });
  }

  /** Changes settings: at once while open, otherwise for the next {@link open}. If it fails, nothing changes. */
  async change(changes: Partial<MicrophoneSettings>): Promise<void> {
    // While a prompt is open, wait for it, and then change what it opened.
    await this.#opening?.catch(() => {}); // whoever called open() handles its failure
    const settings = { ...this.#settings, ...changes };
    if (this.#stream) await this.#swap(settings);
    else {
      this.#settings = settings;
      this.dispatchEvent(new MicrophoneChangeEvent());
    }
  }

  /** Releases the device. */
  close(): void {
    this.#turn++;
    this.#opening = undefined;
    this.#watching?.abort();
    this.#watching = undefined;
    if (!this.#stream) return;
    this.#release();
    this.dispatchEvent(new MicrophoneChangeEvent());
  }

  /** Reads the list of devices. Never prompts; labels are empty until the person has allowed the microphone once. */
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
      throw new DOMException(
        'The microphone was closed or changed before it opened.',
        'AbortError',
      );
    }
    this.#settings = settings;
    this.#release();
    this.#stream = stream;
    const track = stream.getAudioTracks()[0];
    track?.addEventListener('ended', () => void this.#fallBack(stream), { once: true });
    const handlePause = () => {
      if (stream === this.#stream) this.dispatchEvent(new MicrophoneChangeEvent());
    };
    track?.addEventListener('mute', handlePause);
    track?.addEventListener('unmute', handlePause);
    this.dispatchEvent(new MicrophoneChangeEvent());
    this.#watchDevices();
    await this.refreshDevices();
    return stream;
  }

  #release(): void {
    if (this.#stream) stopTracks(this.#stream);
    this.#stream = undefined;
  }

  /** The device ended by itself: `stop()` fires no `ended` event. */
  async #fallBack(stream: MediaStream): Promise<void> {
    if (stream !== this.#stream) return;
    this.#release();
    this.dispatchEvent(new MicrophoneLostEvent());
    this.dispatchEvent(new MicrophoneChangeEvent());
    try {
      await this.#swap({ ...this.#settings, deviceId: undefined });
    } catch (error) {
      // There is no other microphone, or it was closed meanwhile. The next open() rejects with the reason.
      reportIfUnexpected(error);
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
        // `default` and `communications` are Chromium's aliases of other devices in the list.
        if (!known.has(device.id) && !/^(default|communications)$/.test(device.id)) {
          this.dispatchEvent(new MicrophoneFoundEvent(device));
        }
      }
    };
    const handleChange = () => void update().catch(reportIfUnexpected);
    navigator.mediaDevices.addEventListener('devicechange', handleChange, { signal });
  }
}

async function requestMicrophone(settings: MicrophoneSettings): Promise<MediaStream> {
  const problem = microphoneProblem();
  if (problem) throw problem;
  const { deviceId, noiseSuppression, echoCancellation } = settings;
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        // Without `exact`, Chromium weighs this against the constraints below and may open the default.
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

function microphoneError(cause: unknown): RoomError {
  const { name, message } = cause as DOMException;
  switch (name) {
    case 'NotAllowedError':
      // In Chromium only the message says that a policy refused, and not the person.
      if (/policy/i.test(message)) return microphoneNotAllowedHere(cause);
      return new RoomError(
        'MICROPHONE_DENIED',
        'The microphone is blocked. Allow it in the settings of the site.',
        { cause },
      );
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new RoomError('MICROPHONE_NOT_FOUND', 'No microphone was found. Plug one in.', {
        cause,
      });
    case 'NotReadableError':
    case 'AbortError':
      return new RoomError(
        'MICROPHONE_IN_USE',
        'The microphone can not be started. Close other programs that use it.',
        { cause },
      );
    case 'SecurityError':
      return microphoneNotAllowedHere(cause);
    default:
      return toRoomError(cause);
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
