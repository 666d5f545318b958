import type { KeptBench, KeptFigure, Report, Unit } from './bench-types.ts';

/** Formats a value with three significant digits; a noisy machine does not measure more exactly than that. */
function show(value: number, unit: Unit): string {
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return unit === '' ? text : `${text} ${unit}`;
}

interface Column {
  readonly title: string;
  readonly of: (figure: KeptFigure) => string;
}

/** A benchmark as a Markdown table, without the columns that would be empty. */
export function benchTable({ name, figures }: KeptBench, earlier?: Report): string {
  const before = new Map(
    earlier?.benches
      .find((bench) => bench.name === name)
      ?.figures.map((figure) => [figure.what, figure.median]),
  );
  const optional = (value: number | undefined, unit: Unit) =>
    value === undefined ? '' : show(value, unit);
  const columns: readonly Column[] = [
    { title: 'what', of: ({ what }) => what },
    { title: 'median', of: ({ median, unit }) => show(median, unit) },
    {
      title: 'spread',
      of: ({ min, max, unit }) => (min === max ? '' : `${show(min, '')} – ${show(max, unit)}`),
    },
    { title: 'p95', of: ({ p95, runs, unit }) => (runs >= 10 ? show(p95, unit) : '') },
    { title: 'runs', of: ({ runs, min, max }) => (min === max ? '' : String(runs)) },
    {
      title: earlier ? `median of ${earlier.startedAt.slice(0, 16)}` : '',
      of: ({ what, unit }) => optional(before.get(what), unit),
    },
    { title: 'reference', of: ({ reference, unit }) => optional(reference, unit) },
    { title: 'budget', of: ({ budget, unit }) => optional(budget, unit) },
  ];
  const used = columns.filter(({ of }) => figures.some((figure) => of(figure) !== ''));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(used.map(({ title }) => title)),
    line(used.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...figures.map((figure) => line(used.map(({ of }) => of(figure)))),
  ].join('\n');
}

/** A benchmark's section of the page: what was measured, the table, when and on what. */
export function benchSection(bench: KeptBench, report: Report, earlier?: Report): string {
  const when = `Measured ${report.startedAt.slice(0, 16)} UTC: ${report.machine}.`;
  const command = `\`npm run bench -- --only ${bench.name}\``;
  return `${bench.about}\n\n${benchTable(bench, earlier)}\n\n${when} ${command} takes ${Math.round(bench.seconds)} s.`;
}

const marks = (name: string) => [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`] as const;

/** Replaces the sections of these benchmarks in a page. @throws {Error} if the page has no marks for one of them. */
export function writeInto(page: string, sections: ReadonlyMap<string, string>): string {
  let text = page;
  for (const [name, section] of sections) {
    const [open, close] = marks(name);
    const start = text.indexOf(open);
    const end = text.indexOf(close);
    if (start < 0 || end < start)
      throw new Error(`The page has no place for "${name}": add ${open} and ${close}.`);
    text = `${text.slice(0, start)}${open}\n\n${section}\n\n${text.slice(end)}`;
  }
  return text;
}
