import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** The bundle that contains this code; undefined if it runs as TypeScript, as in tests. */
const BUNDLE = typeof __filename === 'string' ? __filename : undefined;

/** A frame as V8 writes it: `at async joinRoom (/var/task/index.js:3:1234)`. */
const FRAME = /^at (async )?(?:.*\()?(.+):(\d+):(\d+)\)?$/;

let bundleMap: SourceMap | undefined;

/**
 * The frames of an error's stack, without its message. Frames in our bundle are mapped to TypeScript, such as
 * `at src/backend/rooms/room-joining.ts:34:9`. Of successive frames in packages, only the first is kept.
 *
 * The source map is read when an error is first logged; Node's `--enable-source-maps` would read it at each cold start.
 */
export function stackFrames(error: Error): string[] {
  const frames = rawFrames(error).map(mapFrame);
  return frames
    .filter(({ isOwn }, index) => isOwn || index === 0 || frames[index - 1]?.isOwn)
    .map(({ text }) => text);
}

function rawFrames({ stack = '', message }: Error): string[] {
  // A message can have several lines, and each can look like a frame.
  const start = stack.indexOf(message);
  const lines = (start === -1 ? stack : stack.slice(start + message.length)).split('\n');
  return lines.map((line) => line.trim()).filter((line) => FRAME.test(line));
}

function mapFrame(frame: string): { text: string; isOwn: boolean } {
  const [, async = '', file, line, column] = FRAME.exec(frame) ?? [];
  if (BUNDLE === undefined) return { text: frame, isOwn: !frame.includes('node_modules') };
  const origin = file === BUNDLE && findSource(BUNDLE, Number(line), Number(column));
  return origin ? { text: `at ${async}${origin}`, isOwn: true } : { text: frame, isOwn: false };
}

/** @returns `file:line:column`, each counted from 1; undefined for code of a package, or without a map. */
function findSource(bundle: string, line: number, column: number): string | undefined {
  try {
    bundleMap ??= new SourceMap(
      JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as SourceMapPayload,
    );
    const entry = bundleMap.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') return undefined;
    const file = entry.originalSource.replace(/^(\.\.\/)+/, '');
    return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  } catch {
    return undefined; // errors must be logged even without a map
  }
}
