import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { KeptResult } from '../../test/support/record.ts';

// npm run resilience: writes docs/resilience.md from what the tests and npm run load have recorded.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = `${ROOT}dist/resilience`;
const PAGE = `${ROOT}docs/resilience.md`;

const PARTS = {
  'Bad networks':
    'Real browsers, real audio, faults on purpose. “All true” means: the listener hears the speaker, both see one tile and the right number of listeners, nobody is told of trouble any more, and the server holds exactly their connections.',
  Load: 'Participants are real WebRTC peers in another process on the same machine, so they use up the same processors as the server.',
  Attack:
    'Structure-aware fuzzing of a running server, from outside. After each file the server is still the same process, wrote nothing to stderr, and holds nothing open.',
  Recovery: 'With `--data`. A room counts as answered when its 201 had arrived.',
} as const;

const INTRODUCTION = `# What it withstands

Written by \`npm run resilience\` from the results of \`npm test\` (short runs), \`npm run test:soak\` (long ones) and \`npm run load\`; do not edit. What we do not defend against is in [threat-model.md](threat-model.md).
`;

interface Recordable {
  readonly part: string;
  /** The line's name, up to where it varies. */
  readonly begin: string;
}

/** What the tests and the load generator record, as their sources say. */
function readSources(): Recordable[] {
  const tests = readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `test/${path}`);
  return [...tests, 'scripts/bench/load.ts'].flatMap((path) => {
    const source = readFileSync(`${ROOT}${path}`, 'utf8');
    const calls = source.matchAll(/part: '([^']+)',\s+what: ['`](.+?)(?:\$\{.+)?['`],\n/g);
    return [...calls].map(([, part = '', begin = '']) => ({ part, begin }));
  });
}

const recordable = readSources();
const isOf =
  ({ part, begin }: Recordable) =>
  (result: KeptResult): boolean =>
    result.part === part && result.what.startsWith(begin);

const results = readdirSync(RESULTS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(`${RESULTS}/${name}`, 'utf8')) as KeptResult)
  // A test that has got another name leaves its old results behind.
  .filter((result) => recordable.some((each) => isOf(each)(result)));

/** Of each thing the long run, if there was one. */
const kept = new Map<string, KeptResult>();
for (const result of results) {
  const key = `${result.part} ${result.what}`;
  if (kept.get(key)?.run !== 'long') kept.set(key, result);
}

const sections = Object.entries(PARTS).map(([part, introduction]) => {
  const lines = [...kept.values()]
    .filter((result) => result.part === part)
    .sort((a, b) => a.what.localeCompare(b.what, 'en', { numeric: true }))
    .map(({ what, tried, outcome, run }) => `| ${what} | ${tried} | ${outcome} | ${run} |`);
  const missing = recordable
    .filter((each) => each.part === part && !results.some(isOf(each)))
    .map(({ begin }) => `| ${begin} | | not recorded | |`);
  const head = '| what | how often | outcome | run |\n| --- | --- | --- | --- |';
  return `## ${part}\n\n${introduction}\n\n${[head, ...lines, ...missing].join('\n')}\n`;
});

const days = [...new Set(results.map(({ at }) => at.slice(0, 10)))].sort();
const long = [...kept.values()].filter(({ run }) => run === 'long').length;
const machine = `Recorded ${[...new Set([days[0], days.at(-1)])].join(' to ')}, on ${availableParallelism()} processors (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}, shared with other work while it ran. ${long} of ${kept.size} lines are of a long run; of the others only a short one is recorded.\n`;
const text = [INTRODUCTION, machine, ...sections].join('\n');
const style = await resolveConfig(PAGE);
writeFileSync(PAGE, await format(text, { ...style, parser: 'markdown' }));
console.log(`${PAGE}: ${kept.size} results`);
