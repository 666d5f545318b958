import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { AudioLevels, type LevelWatcher } from '../../src/client/media/audio-levels.ts';

/** Shared by all elements of the page. It does nothing while none of them follows a stream. */
const levels = new AudioLevels();

/** Follows the level of a stream while its host is in the page. */
export class LevelController implements ReactiveController {
  readonly #watcher: LevelWatcher;
  #stream: MediaStream | undefined;
  #isConnected = false;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, watcher: LevelWatcher) {
    this.#watcher = watcher;
    host.addController(this);
  }

  /** Follows this stream instead of the one before. The same one again changes nothing. */
  follow(stream: MediaStream | undefined): void {
    if (stream === this.#stream) return;
    this.#stream = stream;
    this.#restart();
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#restart();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#restart();
  }

  #restart(): void {
    this.#stop?.();
    this.#stop =
      this.#isConnected && this.#stream ? levels.watch(this.#stream, this.#watcher) : undefined;
  }
}
