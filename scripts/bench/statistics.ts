export interface Summary {
  readonly runs: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly p95: number;
}

/** @throws {Error} if there are no samples: a measurement that did not happen must not look like one that did. */
export function summarize(samples: readonly number[]): Summary {
  const sorted = samples.toSorted((a, b) => a - b);
  if (sorted.length === 0) throw new Error('Nothing was measured.');
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
  return { runs: sorted.length, median, min: at(1e-9), max: at(1), p95: at(0.95) };
}

/** Runs `warmUp` once to fill caches, then `run` this many times. */
export async function repeat(
  times: number,
  run: (index: number) => Promise<void>,
  warmUp: () => Promise<void>,
): Promise<void> {
  await warmUp();
  for (let index = 0; index < times; index++) await run(index);
}

/** Collects samples by name. */
export class Samples {
  readonly #all = new Map<string, number[]>();

  add(values: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(values)) {
      const list = this.#all.get(name);
      if (list) list.push(value);
      else this.#all.set(name, [value]);
    }
  }

  of(name: string): readonly number[] {
    return this.#all.get(name) ?? [];
  }
}
