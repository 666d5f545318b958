import type { Summary } from './statistics.ts';

export type Unit = 'ms' | 'µs' | 'ms/s' | 'KB' | 'MB' | '' | '×';

/** One thing that was measured, as often as it was. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
  /** The same thing of another system, measured by others. */
  readonly reference?: number;
  /** What we allow ourselves. */
  readonly budget?: number;
}

/** A module of `scripts/bench/`: measures one part of the system. */
export interface Bench {
  readonly name: string;
  /** One sentence or two: what is measured, and how. */
  readonly about: string;
  /** @param say - Tells whoever waits how far it is. */
  readonly run: (say: (line: string) => void) => Promise<readonly Figure[]>;
}

/** A figure as it is kept: without its samples. */
export interface KeptFigure extends Omit<Figure, 'samples'>, Summary {}

/** The file beside the table. */
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
