import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { announcements } from './announcements.ts';
import type { Texts } from '../texts/texts.ts';

// What comes within this time is said as one: a class that arrives is "5 people joined", not five sentences.
const GATHER_MS = 700;

/** Gathers changes of a room into one sentence for a live region. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #from: RoomSnapshot | undefined;
  #latest: RoomSnapshot | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What the live region holds. */
  text = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Tells of this snapshot soon; the first one is where the telling begins. */
  follow(snapshot: RoomSnapshot, texts: Texts): void {
    if (snapshot === this.#latest) return;
    this.#latest = snapshot;
    this.#from ??= snapshot;
    this.#timer ??= setTimeout(() => this.#tell(texts), GATHER_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tell(texts: Texts): void {
    this.#timer = undefined;
    const from = this.#from;
    this.#from = this.#latest;
    const said = from && this.#latest ? announcements(from, this.#latest, texts) : [];
    if (said.length === 0) return;
    this.text = said.join('. ');
    this.#host.requestUpdate();
  }
}
