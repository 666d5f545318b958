import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../dist/resilience', import.meta.url));

/** One line of the table in docs/resilience.md. */
export interface Result {
  readonly part: 'Attack' | 'Bad networks' | 'Load' | 'Recovery';
  readonly what: string;
  /** How often it was tried, or how much of it. */
  readonly tried: string;
  readonly outcome: string;
}

/** As it is kept. */
export interface KeptResult extends Result {
  readonly run: 'long' | 'short';
  /** ISO 8601. */
  readonly at: string;
}

/** The long versions run where this is set. */
export const soak = process.env['SOAK'] === '1';

/** Keeps a result for the table; `npm run resilience` writes it. */
export function record(result: Result): void {
  const name = `${result.part} ${result.what}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  mkdirSync(FOLDER, { recursive: true });
  const run = soak ? 'long' : 'short';
  const kept: KeptResult = { ...result, run, at: new Date().toISOString() };
  writeFileSync(`${FOLDER}/${name}.${run}.json`, JSON.stringify(kept));
}
