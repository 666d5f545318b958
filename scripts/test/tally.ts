/** What came out of a run: how many tests passed, and what failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Failures that no test reports itself, such as a skipped test or a file without tests: a sentence for each. */
  readonly complaints: readonly string[];
}

export function add(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    complaints: tallies.flatMap(({ complaints }) => complaints),
  };
}

/** The line that a run ends with. */
export const closingLine = ({ passed, failed }: Tally): string =>
  `${passed} passed, ${failed} failed`;
