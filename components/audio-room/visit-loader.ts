import { RoomError } from '../../src/client/room-error.ts';
import type * as visitModule from './visit.ts';

export type Visit = typeof visitModule;

/** Brings what a visit needs: once, and only when somebody means to join. */
export class VisitLoader {
  #loading: Promise<Visit> | undefined;
  #visit: Visit | undefined;

  /** Undefined until it has come. */
  get visit(): Visit | undefined {
    return this.#visit;
  }

  get started(): boolean {
    return this.#loading !== undefined;
  }

  /** @throws RoomError `SDK_UNAVAILABLE`; the next call tries again. */
  async load(): Promise<Visit> {
    this.#loading ??= import('./visit.ts');
    try {
      return (this.#visit = await this.#loading);
    } catch (cause) {
      this.#loading = undefined;
      throw new RoomError('SDK_UNAVAILABLE', 'A part of the page did not load.', { cause });
    }
  }
}
