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

/** Makes timers and `performance.now` run that many times faster, and counts the client's timers that wait. */
export class FastTime {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as they were, never called from here
  readonly #real = { setTimeout: window.setTimeout, clearTimeout: window.clearTimeout };
  readonly #now = performance.now.bind(performance);
  readonly #waiting = new Set<number>();

  constructor(factor = 1) {
    const start = window.setTimeout.bind(window);
    const stop = window.clearTimeout.bind(window);
    window.setTimeout = ((handler: () => void, ms = 0) => {
      const id = start(() => {
        this.#waiting.delete(id);
        handler();
      }, ms / factor);
      // The SDK has timers of its own, which begin whenever it likes.
      if (new Error().stack?.includes('/src/client/')) this.#waiting.add(id);
      return id;
    }) as typeof window.setTimeout;
    window.clearTimeout = (id) => {
      this.#waiting.delete(id as number);
      stop(id);
    };
    performance.now = () => this.#now() * factor;
  }

  /** Timers of the client that were started since and neither fired nor were cleared. */
  get waiting(): number {
    return this.#waiting.size;
  }

  restore(): void {
    Object.assign(window, this.#real);
    performance.now = this.#now;
  }
}

/** Waits frame by frame, which {@link FastTime} does not touch, for two seconds at most. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let frames = 0; !isSo(); frames++) {
    if (frames > 120) throw new Error(`Waited in vain: ${what}`);
    await nextFrame();
  }
}

export function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Gives an object's property another value until the returned function is called. */
export function replace(target: object, key: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { value, configurable: true });
  return () => {
    if (before) Object.defineProperty(target, key, before);
    else Reflect.deleteProperty(target, key);
  };
}
