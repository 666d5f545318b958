import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What the compiler says about a module of a page that uses `audio-rooms/client`. */
function errorsIn(source: string): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.browser.json'), (path) =>
    ts.sys.readFile(path),
  ) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  const file = join(root, 'example.ts');
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => path === file || ts.sys.fileExists(path);
  host.readFile = (path) => (path === file ? source : ts.sys.readFile(path));
  const program = ts.createProgram([file], { ...options, composite: false, noEmit: true }, host);
  const example = program.getSourceFile(file);
  return [
    ...program.getSyntacticDiagnostics(example),
    ...program.getSemanticDiagnostics(example),
  ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const docs = readFileSync(join(root, 'docs/embed.md'), 'utf8');
const section = docs.slice(docs.indexOf('## Without our elements'));
const example = /```ts\n(.*?)```/s.exec(section)?.[1] ?? '';

it('the example for audio-rooms/client in docs/embed.md compiles', () => {
  assert.match(example, /new RoomSession\(/);
  assert.deepEqual(errorsIn(example), []);
});

it('retryAfterSeconds exists only for the codes that can have it', () => {
  const wrong = example.replace("case 'ROOM_FULL':", "case 'ROOM_ENDED':");
  assert.match(errorsIn(wrong).join('\n'), /retryAfterSeconds/);
});
