import type { RoomError } from '../../../src/client/room-error.ts';

// Compare media with === inside expect: to print what differs, chai would walk a MediaStream for minutes.

/** The error that a promise rejects with; the test fails if it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<RoomError> {
  try {
    await promise;
  } catch (error) {
    return error as RoomError;
  }
  throw new Error('It succeeded.');
}

/** Makes timers and both clocks run faster by a factor, and counts the client's pending timers. */
export class FastTime {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- only put back later
  readonly #real = { setTimeout: window.setTimeout, clearTimeout: window.clearTimeout };
  readonly #now = performance.now.bind(performance);
  readonly #date = Date.now.bind(Date);
  readonly #waiting = new Set<number>();

  constructor(factor = 1) {
    const start = window.setTimeout.bind(window);
    const stop = window.clearTimeout.bind(window);
    window.setTimeout = ((handler: () => void, ms = 0) => {
      const id = start(() => {
        this.#waiting.delete(id);
        handler();
      }, ms / factor);
      // The SDK has timers of its own.
      if (new Error().stack?.includes('/src/client/')) this.#waiting.add(id);
      return id;
    }) as typeof window.setTimeout;
    window.clearTimeout = (id) => {
      this.#waiting.delete(id as number);
      stop(id);
    };
    const offset = this.#date() - this.#now() * factor;
    performance.now = () => this.#now() * factor;
    Date.now = () => offset + performance.now();
  }

  /** How many timers of the client are pending. */
  get waiting(): number {
    return this.#waiting.size;
  }

  restore(): void {
    Object.assign(window, this.#real);
    performance.now = this.#now;
    Date.now = this.#date;
  }
}

/** Waits for up to twenty seconds, by frames, which {@link FastTime} does not change. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let frames = 0; !isSo(); frames++) {
    if (frames > 1_200) throw new Error(`Timed out: ${what}`);
    await nextFrame();
  }
}

export function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Replaces a property until the returned function is called. */
export function replace(target: object, key: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { value, configurable: true });
  return () => {
    if (before) Object.defineProperty(target, key, before);
    else Reflect.deleteProperty(target, key);
  };
}
