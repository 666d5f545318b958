import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';

const run = promisify(execFile);

/** Modules whose types are derived from data. */
const DERIVED = ['schemas', 'channel-schemas', 'problems'];

/**
 * Writes the declarations of everything that the package exports. Types that are derived from data are spelled out: those
 * who read them see fields and codes, and need no other package. An element's declaration brings those of its events.
 */
export async function emitDeclarations(root: string, directory: string): Promise<void> {
  const project = join(root, 'scripts/build/tsconfig.elements.json');
  await run(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    ...['--project', project, '--outDir', directory],
  ]);
  for (const name of DERIVED) spellOut(join(directory, `src/api/${name}.d.ts`));
  const events = join(directory, 'components/events');
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = join(directory, name);
    const text = readFileSync(file, 'utf8') + importsOfEvents(file, events);
    const portable = text
      // Without the SDK, which is optional, its types are `any`.
      .replace(/^(?=import type .* from 'amazon-ivs)/gm, '// @ts-ignore\n')
      .replace(/((?:from |import ?\(?)['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2')
      .replaceAll('import("lit-html")', 'import("lit")'); // which a page need not find
    writeFileSync(file, portable);
  }
}

/** The compiler leaves out what a class only dispatches. Its comment names it: `@fires`. */
function importsOfEvents(file: string, events: string): string {
  return [...readFileSync(file, 'utf8').matchAll(/@fires ([\w-]+)/g)]
    .map(([, name = '']) => join(events, `${name}-event`))
    .filter((path) => existsSync(`${path}.d.ts`))
    .map((path) => relative(dirname(file), path).split(sep).join('/'))
    .map((path) => `import '${path.startsWith('.') ? path : `./${path}`}.js';\n`)
    .join('');
}

function spellOut(file: string): void {
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
  });
  const checker = program.getTypeChecker();
  const { InTypeAlias, NoTruncation } = ts.TypeFormatFlags;
  const aliases = program.getSourceFile(file)?.statements.filter(ts.isTypeAliasDeclaration) ?? [];
  const types = aliases.map(({ name }) => {
    const type = checker.getTypeAtLocation(name);
    const text = checker.typeToString(type, undefined, InTypeAlias | NoTruncation);
    return `export type ${name.text} = ${text};\n`;
  });
  writeFileSync(file, types.join(''));
}
