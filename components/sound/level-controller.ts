import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { AudioLevels, type LevelWatcher } from '../../src/client/media/audio-levels.ts';

/** One for the page, however many tiles and rooms: it rests while nobody watches. */
const levels = new AudioLevels();

/** Follows the level of one stream while its element is in the page. */
export class LevelController implements ReactiveController {
  readonly #watcher: LevelWatcher;
  #stream: MediaStream | undefined;
  #connected = false;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, watcher: LevelWatcher) {
    this.#watcher = watcher;
    host.addController(this);
  }

  /** Whose level; undefined: nobody's. The same stream again changes nothing. */
  follow(stream: MediaStream | undefined): void {
    if (stream === this.#stream) return;
    this.#stream = stream;
    this.#restart();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#restart();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#restart();
  }

  #restart(): void {
    this.#stop?.();
    this.#stop =
      this.#connected && this.#stream ? levels.watch(this.#stream, this.#watcher) : undefined;
  }
}
