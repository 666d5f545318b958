import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { KeptResult } from '../test/support/record.ts';

// npm run resilience: writes docs/resilience.md from what the tests and npm run load have recorded.

const RESULTS = fileURLToPath(new URL('../dist/resilience', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/resilience.md', import.meta.url));

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

const results = readdirSync(RESULTS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(`${RESULTS}/${name}`, 'utf8')) as KeptResult);

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
  const head = '| what | how often | outcome | run |\n| --- | --- | --- | --- |';
  return `## ${part}\n\n${introduction}\n\n${[head, ...lines].join('\n')}\n`;
});

const [newest = ''] = results.map(({ at }) => at).sort((a, b) => b.localeCompare(a));
const machine = `Newest result: ${newest.slice(0, 10)}, on ${availableParallelism()} processors (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}, shared with other work while it ran.\n`;
const text = [INTRODUCTION, machine, ...sections].join('\n');
const style = await resolveConfig(PAGE);
writeFileSync(PAGE, await format(text, { ...style, parser: 'markdown' }));
console.log(`${PAGE}: ${kept.size} results`);
