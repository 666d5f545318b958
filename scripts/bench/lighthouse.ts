import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import lighthouse, { type Flags, type Result } from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { Api } from '../../test/e2e/support/api-client.ts';
import { chromiumLaunch } from '../../test/support/chromium.ts';
import { ServerProcess } from '../../test/support/server-process.ts';
import { build } from '../build/build.ts';

// npm run lighthouse: runs Lighthouse's mobile preset on the landing page and on a room's lobby, served by the real
// server. Writes reports to dist/lighthouse; fails if a score is below the minimum.

const TARGET = fileURLToPath(new URL('../../dist/lighthouse', import.meta.url));

/** The performance score is the median of this many visits, because a busy machine can spoil one. */
const VISITS = 3;

const MINIMUM = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 } as const;
type Category = keyof typeof MINIMUM;

interface Page {
  readonly name: string;
  readonly path: string;
  readonly categories: readonly Category[];
}

interface Report {
  readonly result: Result;
  readonly files: readonly string[];
}

const score = ({ categories }: Result, category: Category): number =>
  Math.round((categories[category]?.score ?? 0) * 100);

async function visit(url: string, port: number, categories: readonly Category[]): Promise<Report> {
  const flags: Flags = {
    port,
    onlyCategories: [...categories],
    output: ['json', 'html'],
    logLevel: 'error',
  };
  const run = await lighthouse(url, flags);
  if (!run) throw new Error(`Lighthouse gave no result for ${url}.`);
  const { lhr, report } = run;
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return { result: lhr, files: [report].flat() };
}

/** Visits a page several times. @returns the visit with the median performance score. */
async function examine(origin: string, port: number, page: Page): Promise<Result> {
  const reports: Report[] = [];
  for (let i = 0; i < VISITS; i++) {
    reports.push(await visit(origin + page.path, port, page.categories));
  }
  reports.sort((a, b) => score(a.result, 'performance') - score(b.result, 'performance'));
  const median = reports[Math.floor(VISITS / 2)];
  if (!median) throw new Error('There was no visit.');
  const [json = '', html = ''] = median.files;
  writeFileSync(join(TARGET, `${page.name}.json`), json);
  writeFileSync(join(TARGET, `${page.name}.html`), html);
  return median.result;
}

/** The audits that lost points, one per line. */
function shortcomings(result: Result, page: Page): string[] {
  const audits = page.categories
    .filter((category) => score(result, category) < MINIMUM[category])
    .flatMap((category) => result.categories[category]?.auditRefs ?? [])
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => id);
  return [...new Set(audits)].flatMap((id) => {
    const { title = '', score: points = null, displayValue = '' } = result.audits[id] ?? {};
    return points !== null && points < 1 ? [`    ${id}: ${title} ${displayValue}`] : [];
  });
}

await build();
mkdirSync(TARGET, { recursive: true });
// In a process of its own, so that it does not share this one's thread.
const server = await ServerProcess.start({ port: 0 });
const browser = await puppeteer.launch(await chromiumLaunch());
try {
  const port = Number(new URL(browser.wsEndpoint()).port);
  const { room } = await new Api(server.url).create('Ann');
  const all = Object.keys(MINIMUM) as Category[];
  const pages: readonly Page[] = [
    { name: 'landing', path: '/', categories: all },
    {
      name: 'lobby',
      path: `/room/${room.id}`,
      // Whoever has a room's address can join, so robots.txt excludes it from search; the SEO score would suffer for it.
      categories: all.filter((category) => category !== 'seo'),
    },
  ];
  for (const page of pages) {
    const result = await examine(server.url, port, page);
    const scores = page.categories.map((category) => `${category} ${score(result, category)}`);
    const wrong = shortcomings(result, page);
    console.log([`${page.name}: ${scores.join(', ')}`, ...wrong].join('\n'));
    if (page.categories.some((category) => score(result, category) < MINIMUM[category])) {
      process.exitCode = 1;
    }
  }
  console.log(`Reports are in ${TARGET}`);
} finally {
  await browser.close();
  await server.stop();
}
