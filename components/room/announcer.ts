import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { announcements } from './announcements.ts';
import { later } from '../shared/view.ts';
import type { Texts } from '../texts/texts.ts';

// Changes within this time are announced together: "5 people joined the stage" instead of five announcements.
const GATHER_MS = 700;

/** Collects the changes of a room into announcements for a live region. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #from: RoomSnapshot | undefined;
  #latest: RoomSnapshot | undefined;
  #cancel: (() => void) | undefined;
  #more: string[] = [];

  /** The content of the live region. */
  text = '';

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /** Announces soon what changed up to this snapshot. The first snapshot is not announced. */
  follow(snapshot: RoomSnapshot, texts: Texts): void {
    if (snapshot === this.#latest) return;
    this.#latest = snapshot;
    this.#from ??= snapshot;
    this.#cancel ??= later(this.#host, () => this.#announce(texts), GATHER_MS);
  }

  /** Announces this soon, too. */
  say(text: string, texts: Texts): void {
    this.#more.push(text);
    this.#cancel ??= later(this.#host, () => this.#announce(texts), GATHER_MS);
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #announce(texts: Texts): void {
    this.#cancel = undefined;
    const from = this.#from;
    this.#from = this.#latest;
    const changes = from && this.#latest ? announcements(from, this.#latest, texts) : [];
    const said = [...changes, ...this.#more.splice(0)];
    if (said.length === 0) return;
    this.text = said.join('. ');
    this.#host.requestUpdate();
  }
}
