import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const readProject = (name: string): ts.ParsedCommandLine =>
  ts.parseJsonSourceFileConfigFileContent(
    ts.readJsonConfigFile(`${ROOT}${name}`, (path) => ts.sys.readFile(path)),
    ts.sys,
    ROOT,
  );

/** The names that the compiler does not know in a file with this text, added to the others of its project. */
function unknownNames(project: string, path: string, text: string): string[] {
  const { options, fileNames } = readProject(project);
  const added = `${ROOT}${path}`;
  const real = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...real,
    fileExists: (file) => file === added || real.fileExists(file),
    getSourceFile: (file, target) =>
      file === added ? ts.createSourceFile(file, text, target) : real.getSourceFile(file, target),
  };
  const program = ts.createProgram([...fileNames, added], { ...options, composite: false }, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(added))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
    .map((message) => /^Cannot find name '(\w+)'/.exec(message)?.[1] ?? message);
}

// Every file of a project takes part, so a dependency whose types bring in the other world is noticed too.
describe('the globals of browsers and of Node', () => {
  it('are apart: browser code has the DOM and nothing of Node', () => {
    assert.deepEqual(
      unknownNames('tsconfig.browser.json', 'src/client/added.ts', 'document; process; Buffer;'),
      ['process', 'Buffer'],
    );
  });

  it('are apart: Node code has no DOM', () => {
    assert.deepEqual(
      unknownNames('tsconfig.node.json', 'src/backend/added.ts', 'process; document; window;'),
      ['document', 'window'],
    );
  });

  it('are both unknown to the contract that the two share', () => {
    assert.deepEqual(
      unknownNames('tsconfig.api.json', 'src/api/added.ts', 'TextEncoder; process; document;'),
      ['process', 'document'],
    );
  });
});

describe('the TypeScript projects', () => {
  it('divide the source files among them: each belongs to exactly one', () => {
    const { projectReferences = [] } = readProject('tsconfig.json');
    const compiled = projectReferences
      .map(({ path }) => readProject(relative(ROOT, path)).fileNames)
      .flat();
    const sources = ts.sys.readDirectory(ROOT, ['.ts', '.tsx'], ['dist', 'node_modules', '**/.*']);
    assert.deepEqual(compiled.sort(), sources.sort());
  });
});
