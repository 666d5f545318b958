import type { Summary } from './statistics.ts';

export type Unit = 'ms' | 'µs' | 'ms/s' | 'KB' | 'MB' | '' | '×';

/** One thing that was measured, with a sample for each time. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
  /** The same figure for another system. */
  readonly reference?: number;
  /** The most we allow ourselves. */
  readonly budget?: number;
}

/** Measures one part of the system; one for each file in `measures/` that does not end in `-process`. */
export interface Bench {
  readonly name: string;
  /** What is measured, and how, in a sentence or two. */
  readonly about: string;
  /** @param say - Prints a line of progress. */
  readonly run: (say: (line: string) => void) => Promise<readonly Figure[]>;
}

/** A figure as it is stored: summarized, without its samples. */
export interface KeptFigure extends Omit<Figure, 'samples'>, Summary {}

/** The JSON file that a run leaves in `dist/bench`. */
export interface Report {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly machine: string;
  readonly benches: readonly KeptBench[];
}

export interface KeptBench {
  readonly name: string;
  readonly about: string;
  readonly seconds: number;
  readonly figures: readonly KeptFigure[];
}
