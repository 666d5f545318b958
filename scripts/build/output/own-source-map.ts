const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CONTINUES = 32;

interface SourceMapJson {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly mappings: string;
}

/**
 * Leaves in a source map only what maps to our own sources: a twentieth of what the AWS SDK makes it. Where a package's
 * code begins, a segment without a source says that nothing is known from there on.
 * @param json - text of a source map
 */
export function ownSourceMap(json: string): string {
  const map = JSON.parse(json) as SourceMapJson;
  const sources: string[] = [];
  // Where each source is in the smaller list; undefined for a package's.
  const places = map.sources.map((source) =>
    source.includes('node_modules/') ? undefined : sources.push(source) - 1,
  );
  const read = { source: 0, line: 0, column: 0 };
  let written = { source: 0, line: 0, column: 0 };
  let isOwn = false; // whether the last segment that was written has a source
  const lines = map.mappings.split(';').map((line) => {
    let column = 0;
    let writtenColumn = 0;
    const segments: string[] = [];
    for (const segment of line === '' ? [] : line.split(',')) {
      const [columnStep = 0, sourceStep, lineStep = 0, sourceColumnStep = 0] = decode(segment);
      column += columnStep;
      read.source += sourceStep ?? 0;
      read.line += lineStep;
      read.column += sourceColumnStep;
      const source = sourceStep === undefined ? undefined : places[read.source];
      if (source === undefined && !isOwn) continue;
      const place = source === undefined ? [] : relativePlace({ ...read, source }, written);
      segments.push([column - writtenColumn, ...place].map(encode).join(''));
      writtenColumn = column;
      isOwn = source !== undefined;
      if (source !== undefined) written = { ...read, source };
    }
    return segments.join(',');
  });
  const sourcesContent = map.sourcesContent?.filter(
    (_content, index) => places[index] !== undefined,
  );
  return JSON.stringify({
    version: 3,
    sources,
    ...(sourcesContent && { sourcesContent }),
    names: [],
    mappings: lines.join(';'),
  });
}

interface Place {
  readonly source: number;
  readonly line: number;
  readonly column: number;
}

const relativePlace = (place: Place, last: Place): number[] => [
  place.source - last.source,
  place.line - last.line,
  place.column - last.column,
];

/** Numbers as source maps write them: base 64, five bits a digit, lowest first; the lowest bit of all is the sign. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit & (CONTINUES - 1)) << shift;
    if (digit & CONTINUES) {
      shift += 5;
    } else {
      numbers.push(value & 1 ? -(value >> 1) : value >> 1);
      value = shift = 0;
    }
  }
  return numbers;
}

function encode(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const digit = rest & (CONTINUES - 1);
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | CONTINUES : digit] ?? '';
  } while (rest > 0);
  return text;
}
