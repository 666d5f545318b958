import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../dist/resilience', import.meta.url));

/** A row of the table in docs/resilience.md. */
export interface Result {
  readonly part: 'Attack' | 'Bad networks' | 'Load' | 'Recovery';
  readonly what: string;
  /** How often it was tried, or how much. */
  readonly tried: string;
  readonly outcome: string;
}

/** A result as it is stored. */
export interface KeptResult extends Result {
  readonly run: 'long' | 'short';
  /** ISO 8601. */
  readonly at: string;
}

/** Whether the long versions of the tests run, as `npm run test:soak` does. */
export const soak = process.env['SOAK'] === '1';

/** Stores a result for the table that `npm run resilience` writes. */
export function record(result: Result): void {
  const name = `${result.part} ${result.what}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  mkdirSync(FOLDER, { recursive: true });
  const run = soak ? 'long' : 'short';
  const kept: KeptResult = { ...result, run, at: new Date().toISOString() };
  writeFileSync(`${FOLDER}/${name}.${run}.json`, JSON.stringify(kept));
}
