import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { later } from '../shared/view.ts';

// Often enough to feel the room, and seldom enough to hear who speaks.
const TELL_MS = 10_000;

/** Counts the reactions of others, and tells now and then how many there were. Costs nothing while there are none. */
export class ReactionTally implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #tell: (amount: number) => void;
  #known = new Set<string>();
  #amount = 0;
  #cancel: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & Element, tell: (amount: number) => void) {
    this.#host = host;
    this.#tell = tell;
    host.addController(this);
  }

  follow({ channel, self }: RoomSnapshot): void {
    for (const { id, senderId, count } of channel.reactions) {
      if (!this.#known.has(id) && senderId !== self?.id) this.#amount += count;
    }
    this.#known = new Set(channel.reactions.map(({ id }) => id));
    if (this.#amount > 0) this.#cancel ??= later(this.#host, () => this.#end(), TELL_MS);
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#amount = 0;
  }

  #end(): void {
    this.#cancel = undefined;
    this.#tell(this.#amount);
    this.#amount = 0;
  }
}
