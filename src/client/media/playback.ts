import { reportIfUnexpected } from '../room-error.ts';

export interface PlaybackOptions {
  /** Called when autoplay is blocked, and when everything plays again. */
  readonly onBlocked: (blocked: boolean) => void;
  /** Called when a stream can't be played for another reason. */
  readonly onFailure: (thrown: unknown) => void;
}

/**
 * Plays remote streams, each with its own audio element, outside of the document. Audio elements give the browser's
 * echo cancellation a reference, Web Audio the samples of a remote stream (in Chromium), and a choice of outputs.
 */
export class Playback {
  readonly #options: PlaybackOptions;
  readonly #elements = new Map<MediaStream, HTMLAudioElement>();
  readonly #closed = new AbortController();
  #outputId = '';

  constructor(options: PlaybackOptions) {
    this.#options = options;
    // After a page was frozen, or a phone call interrupted it, its elements are paused until somebody plays them.
    const resume = () => void this.resume();
    const { signal } = this.#closed;
    document.addEventListener('resume', resume, { signal });
    document.addEventListener('visibilitychange', resume, { signal });
  }

  /** Plays these streams and stops all others. */
  play(streams: Iterable<MediaStream>): void {
    const wanted = new Set(streams);
    for (const [stream, element] of this.#elements) {
      if (wanted.has(stream)) continue;
      this.#elements.delete(stream);
      stop(element);
    }
    for (const stream of wanted) {
      if (this.#elements.has(stream)) continue;
      const element = new Audio();
      element.autoplay = true;
      element.srcObject = stream;
      this.#elements.set(stream, element);
      // The output may be gone: then the browser's default plays.
      if (this.#outputId) void element.setSinkId(this.#outputId).catch(reportIfUnexpected);
      void this.#start(element);
    }
    if (this.#elements.size === 0) this.#options.onBlocked(false);
  }

  /** Starts what is paused. Call it from a click if autoplay was blocked. */
  async resume(): Promise<void> {
    await Promise.all([...this.#elements.values()].map((element) => this.#start(element)));
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
    this.#outputId = deviceId;
  }

  close(): void {
    this.#closed.abort();
    this.play([]);
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    const { onBlocked, onFailure } = this.#options;
    try {
      await element.play();
      if ([...this.#elements.values()].every(({ paused }) => !paused)) onBlocked(false);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked(true);
      else if (element.srcObject) onFailure(error); // without one, the stream was removed while it started
    }
  }
}

function stop(element: HTMLAudioElement): void {
  element.pause();
  element.srcObject = null;
}
