import { reportIfUnexpected, RoomError } from '../room-error.ts';
import { microphoneProblem } from './browser-support.ts';
import {
  MicrophoneChangeEvent,
  type MicrophoneDevice,
  MicrophoneFoundEvent,
  MicrophoneLostEvent,
} from './microphone-events.ts';
import {
  microphonePermission,
  type MicrophoneSettings,
  requestMicrophone,
} from './request-microphone.ts';

// An open device starts within this time: whatever takes longer is a question that waits for its answer.
const WAITING_MS = 1_500;

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
  #cancelOpening: (() => void) | undefined;
  #waiting = false;
  #wasAllowed = false;
  #watching: AbortController | undefined;

  constructor(settings: Partial<MicrophoneSettings> = {}) {
    super();
    this.#settings = { ...this.#settings, ...settings };
  }

  /** The microphone's audio, also while muted in the room. Undefined while closed. */
  get stream(): MediaStream | undefined {
    return this.#stream;
  }

  /** Whether {@link open} takes so long that the browser is probably asking the person. {@link close} cancels it. */
  get waiting(): boolean {
    return this.#waiting;
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
   * @throws DOMException `AbortError` as soon as it is closed, whether or not the prompt was answered
   */
  open(): Promise<MediaStream> {
    if (this.#stream) return Promise.resolve(this.#stream);
    this.#opening ??= this.#open();
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
    this.#cancelOpening?.();
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

  async #open(): Promise<MediaStream> {
    const timer = setTimeout(() => this.#setWaiting(true), WAITING_MS);
    const cancelled = new Promise<never>((_resolve, reject) => {
      this.#cancelOpening = () => {
        end();
        reject(closedError());
      };
    });
    const end = (): void => {
      clearTimeout(timer);
      this.#opening = this.#cancelOpening = undefined;
      this.#setWaiting(false);
    };
    const opened = this.#swap(this.#settings, true);
    const cancel = this.#cancelOpening;
    try {
      return await Promise.race([opened, cancelled]);
    } finally {
      if (cancel === this.#cancelOpening) end();
    }
  }

  #setWaiting(waiting: boolean): void {
    if (waiting === this.#waiting) return;
    this.#waiting = waiting;
    this.dispatchEvent(new MicrophoneChangeEvent());
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
      throw closedError();
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
    this.#wasAllowed = (await microphonePermission()) === 'granted';
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
    const turn = this.#turn;
    const revoked = this.#isRevoked();
    this.dispatchEvent(new MicrophoneLostEvent(revoked));
    this.dispatchEvent(new MicrophoneChangeEvent());
    // Opening another microphone would prompt, out of the blue.
    if ((await revoked) || turn !== this.#turn) return;
    try {
      await this.#swap({ ...this.#settings, deviceId: undefined });
    } catch (error) {
      // There is no other microphone, or it was closed meanwhile. The next open() rejects with the reason.
      reportIfUnexpected(error);
    }
  }

  async #isRevoked(): Promise<boolean> {
    const permission = await microphonePermission();
    return permission === 'denied' || (permission === 'prompt' && this.#wasAllowed);
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

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function closedError(): DOMException {
  return new DOMException('The microphone was closed or changed before it opened.', 'AbortError');
}
