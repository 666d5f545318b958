import { isExpected } from '../room-error.ts';

export interface PlaybackOptions {
  /** Called when autoplay is blocked, and when everything plays again. */
  readonly onBlocked: (blocked: boolean) => void;
  /** Called when the sound is paused from outside of the page, and when it plays again. */
  readonly onPaused: (paused: boolean) => void;
  /**
   * Called when another output is used.
   * @param lost - Whether the chosen one is gone, so that the default plays.
   */
  readonly onOutput: (id: string, lost: boolean) => void;
  /** Called when a stream can't be played for another reason. */
  readonly onFailure: (thrown: unknown) => void;
}

// How soon sound that the system has paused is started again, if it was paused just before.
const RETRY_MS = 2_000;

/**
 * Plays remote streams, each with its own audio element, outside of the document. Audio elements give the browser's
 * echo cancellation a reference, Web Audio the samples of a remote stream (in Chromium), and a choice of outputs.
 */
export class Playback {
  readonly #options: PlaybackOptions;
  readonly #elements = new Map<MediaStream, HTMLAudioElement>();
  readonly #closed = new AbortController();
  /** The output that was chosen, and the one in use: the default if the chosen one is gone. */
  #chosenId = '';
  #outputId = '';
  /** Whether the person has paused the sound. */
  #held = false;
  #triedAt = -Infinity;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PlaybackOptions) {
    this.#options = options;
    // After a page was frozen, or a phone call interrupted it, its elements are paused until somebody plays them.
    const start = () => void this.#startAll();
    const { signal } = this.#closed;
    document.addEventListener('resume', start, { signal });
    document.addEventListener('visibilitychange', start, { signal });
    // Absent from insecure pages.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    const follow = () => void this.#followOutputs().catch(options.onFailure);
    devices?.addEventListener('devicechange', follow, { signal });
  }

  /** Plays these streams and stops all others. */
  play(streams: Iterable<MediaStream>): void {
    const wanted = new Set(streams);
    for (const [stream, element] of this.#elements) {
      if (wanted.has(stream)) continue;
      this.#elements.delete(stream);
      stop(element);
    }
    for (const stream of wanted) if (!this.#elements.has(stream)) this.#add(stream);
    if (this.#elements.size === 0 && !this.#held) this.#report({ blocked: false, paused: false });
  }

  /** Pauses the sound, also that of later streams, until {@link resume}. */
  pause(): void {
    this.#held = true;
    for (const element of this.#elements.values()) element.pause();
    this.#options.onPaused(true);
  }

  /** Starts what is paused. Call it from a click if autoplay was blocked. */
  async resume(): Promise<void> {
    this.#held = false;
    if (this.#elements.size === 0) this.#options.onPaused(false);
    await this.#startAll();
  }

  /**
   * Changes the output for everything that plays now or later.
   * @param deviceId - Empty: the system's default.
   * @throws DOMException if the device is gone, or the browser lets no page choose (Safari)
   */
  async setOutput(deviceId: string): Promise<void> {
    if (!('setSinkId' in HTMLMediaElement.prototype)) {
      throw new DOMException('This browser has no choice of outputs.', 'NotSupportedError');
    }
    await Promise.all([...this.#elements.values()].map((element) => element.setSinkId(deviceId)));
    this.#chosenId = deviceId;
    this.#useOutput(deviceId);
  }

  close(): void {
    this.#closed.abort();
    clearTimeout(this.#retry);
    this.play([]);
  }

  #add(stream: MediaStream): void {
    const element = new Audio();
    element.autoplay = !this.#held;
    element.srcObject = stream;
    element.addEventListener('pause', () => this.#handlePause(stream));
    this.#elements.set(stream, element);
    if (this.#outputId) {
      element.setSinkId(this.#outputId).catch((error: unknown) => this.#loseOutput(error));
    }
    if (!this.#held) void this.#start(element);
  }

  async #startAll(): Promise<void> {
    if (this.#held) return;
    await Promise.all([...this.#elements.values()].map((element) => this.#start(element)));
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    const { onBlocked, onFailure } = this.#options;
    try {
      await element.play();
      if (this.#allPlay) this.#report({ blocked: false, paused: false });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked(true);
      else if (element.srcObject) onFailure(error); // without one, the stream was removed while it started
    }
  }

  get #allPlay(): boolean {
    return [...this.#elements.values()].every(({ paused }) => !paused);
  }

  #report({ blocked, paused }: { blocked: boolean; paused: boolean }): void {
    this.#options.onBlocked(blocked);
    this.#options.onPaused(paused);
  }

  /** The system has paused an element, as for a phone call: starts it again as soon as the system lets it. */
  #handlePause(stream: MediaStream): void {
    if (this.#held || !this.#elements.has(stream) || this.#retry !== undefined) return;
    const pausedAgain = performance.now() - this.#triedAt < RETRY_MS;
    if (pausedAgain) this.#options.onPaused(true);
    this.#retry = setTimeout(() => void this.#tryAgain(), pausedAgain ? RETRY_MS : 0);
  }

  async #tryAgain(): Promise<void> {
    this.#triedAt = performance.now();
    await this.#startAll();
    this.#retry = undefined;
    if (this.#allPlay || this.#held || this.#closed.signal.aborted) return;
    this.#options.onPaused(true);
    this.#retry = setTimeout(() => void this.#tryAgain(), RETRY_MS);
  }

  /** Goes to the default while the chosen output is gone, and back to it. */
  async #followOutputs(): Promise<void> {
    if (!this.#chosenId) return;
    const devices = await navigator.mediaDevices.enumerateDevices();
    const outputs = devices.filter(
      ({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '',
    );
    if (outputs.length === 0 || this.#closed.signal.aborted) return; // the browser does not tell
    const found = outputs.some(({ deviceId }) => deviceId === this.#chosenId);
    const wanted = found ? this.#chosenId : '';
    if (wanted === this.#outputId) return;
    await Promise.all([...this.#elements.values()].map((element) => element.setSinkId(wanted)));
    this.#useOutput(wanted);
  }

  #loseOutput(error: unknown): void {
    if (!isExpected(error)) this.#options.onFailure(error);
    if (this.#closed.signal.aborted) return;
    // The element that refused it plays on the default. The others are still bound to what is gone.
    for (const element of this.#elements.values()) void element.setSinkId('').catch(isExpected);
    this.#useOutput('');
  }

  #useOutput(id: string): void {
    this.#outputId = id;
    this.#options.onOutput(id, id !== this.#chosenId);
  }
}

function stop(element: HTMLAudioElement): void {
  element.pause();
  element.srcObject = null;
}
