import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { createJoin } from './measures/create-join.ts';
import { growth } from './measures/growth.ts';
import { handlers } from './measures/handler-imports.ts';
import { describeMachine } from './describe-machine.ts';
import { page } from './measures/page-load.ts';
import { room } from './measures/room-in-page.ts';
import type { Bench, KeptBench, Report } from './bench-types.ts';
import { stage } from './measures/forwarding.ts';
import { summarize } from './statistics.ts';
import { benchSection, benchTable, writeInto } from './results-table.ts';
import { build } from '../build/build.ts';

const benches: readonly Bench[] = [page, room, handlers, createJoin, stage, growth];

const help = `Measures performance on this machine. Times are reported, never judged; close other programs first.

  npm run bench                    everything, about 13 minutes
  npm run bench -- --only NAME     one of: ${benches.map(({ name }) => name).join(', ')}

  --against FILE  add the medians of an earlier run, from its JSON file in dist/bench
  --write         write the tables into docs/performance.md
  --help          show this help`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = `${ROOT}dist/bench`;
const PAGE = `${ROOT}docs/performance.md`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    against: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function measure({ name, about, run }: Bench): Promise<KeptBench> {
  console.log(`\n${name}`);
  const start = performance.now();
  const figures = await run((line) => console.log(`  ${line}`));
  return {
    name,
    about,
    seconds: (performance.now() - start) / 1_000,
    figures: figures.map(({ samples, ...figure }) => ({ ...figure, ...summarize(samples) })),
  };
}

async function formatted(text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
}

async function main(): Promise<void> {
  const wanted = benches.filter(({ name }) => values.only === undefined || values.only === name);
  if (wanted.length === 0)
    throw new Error(`There is no benchmark "${values.only ?? ''}".\n\n${help}`);
  const earlier =
    values.against === undefined
      ? undefined
      : (JSON.parse(readFileSync(values.against, 'utf8')) as Report);
  const startedAt = new Date().toISOString();
  const machine = await describeMachine();
  console.log(machine);
  await build();
  const done: KeptBench[] = [];
  for (const bench of wanted) {
    try {
      const kept = await measure(bench);
      done.push(kept);
      console.log(`\n${await formatted(benchTable(kept, earlier))}`);
    } catch (error) {
      // Keep the results of the others: a whole run takes 13 minutes.
      console.error(bench.name, error);
      process.exitCode = 1;
    }
  }
  const report: Report = { startedAt, machine, benches: done };
  const sections = new Map(
    done.map((bench) => [bench.name, benchSection(bench, report, earlier)] as const),
  );
  const file = `${FOLDER}/${startedAt.replaceAll(/[:.]/g, '-')}`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${file}.json`, JSON.stringify(report, undefined, 2));
  const text = [...sections].map(([name, section]) => `## ${name}\n\n${section}\n`).join('\n');
  writeFileSync(`${file}.md`, await formatted(text));
  console.log(`Written: ${relative(process.cwd(), file)}.md and .json`);
  if (values.write) {
    writeFileSync(PAGE, await formatted(writeInto(readFileSync(PAGE, 'utf8'), sections)));
    console.log(`Written: ${relative(process.cwd(), PAGE)}`);
  }
}

if (values.help) console.log(help);
else {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.stack : error);
    process.exitCode = 1;
  });
}
