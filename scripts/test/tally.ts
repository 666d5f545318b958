/** What came out of a run. */
export interface Tally {
  /** How many tests passed. */
  readonly passed: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** The test file, relative to the root. */
  readonly file: string;
  /** The title of the test, or what is wrong with the file, such as that it has no tests. */
  readonly what: string;
}

export const add = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
  failures: tallies.flatMap(({ failures }) => failures),
});

/** A heading, and a line for each failure. Empty if there is none. */
export const listOf = (heading: string, failures: readonly Failure[]): string =>
  failures.length === 0
    ? ''
    : `\n${[heading, ...failures.map(({ file, what }) => `  ${file}: ${what}`)].join('\n')}\n`;

/** The line that a run ends with. */
export const closingLine = ({ passed, failures }: Tally): string =>
  `${passed} passed, ${failures.length} failed`;
