/**
 * Plays remote streams, one audio element each: the way that browsers give echo cancellation a reference, Web Audio
 * the samples of a remote stream (Chromium), and a choice of the output device. The elements are never in the page.
 */
export class Playback {
  readonly #elements = new Map<MediaStream, HTMLAudioElement>();
  readonly #onBlocked: (blocked: boolean) => void;
  readonly #closed = new AbortController();
  #outputId = '';

  /** @param onBlocked called when autoplay is refused, and when sound comes after all. */
  constructor(onBlocked: (blocked: boolean) => void) {
    this.#onBlocked = onBlocked;
    // A page that the browser froze, or a phone call interrupted, finds its elements paused, and nobody plays them again.
    const wake = () => void this.resume();
    const { signal } = this.#closed;
    document.addEventListener('resume', wake, { signal });
    document.addEventListener('visibilitychange', wake, { signal });
  }

  /** Plays exactly these streams from now on. */
  play(streams: Iterable<MediaStream>): void {
    const wanted = new Set(streams);
    for (const [stream, element] of this.#elements) {
      if (wanted.has(stream)) continue;
      this.#elements.delete(stream);
      silence(element);
    }
    for (const stream of wanted) {
      if (this.#elements.has(stream)) continue;
      const element = new Audio();
      element.autoplay = true;
      element.srcObject = stream;
      this.#elements.set(stream, element);
      if (this.#outputId) void element.setSinkId(this.#outputId).catch(() => {});
      void this.#start(element);
    }
    if (this.#elements.size === 0) this.#onBlocked(false);
  }

  /** Starts what autoplay had blocked; works inside a tap. */
  async resume(): Promise<void> {
    await Promise.all([...this.#elements.values()].map((element) => this.#start(element)));
  }

  /**
   * Plays through another output, also what comes later.
   * @param deviceId empty: the system's default.
   * @throws DOMException where the device is gone, or the browser has no choice of outputs (Safari).
   */
  async setOutput(deviceId: string): Promise<void> {
    if (!('setSinkId' in HTMLMediaElement.prototype)) {
      throw new DOMException('This browser has no choice of outputs.', 'NotSupportedError');
    }
    await Promise.all([...this.#elements.values()].map((element) => element.setSinkId(deviceId)));
    this.#outputId = deviceId;
  }

  close(): void {
    this.#closed.abort();
    this.play([]);
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
      if ([...this.#elements.values()].every(({ paused }) => !paused)) this.#onBlocked(false);
    } catch (error) {
      // AbortError: the stream was taken away while it started. Only a refusal needs the person.
      if ((error as DOMException).name === 'NotAllowedError') this.#onBlocked(true);
    }
  }
}

function silence(element: HTMLAudioElement): void {
  element.pause();
  element.srcObject = null;
}
