import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FOLDER = `${ROOT}website/examples/`;

/** Sources of pages, with the error that the compiler must report for the wrong ones. */
const pages: Readonly<Record<string, { source: string; wrong?: RegExp }>> = {
  'react.tsx': {
    source: `export const room = (
      <audio-room roomId="x" theme="dark" texts={{ leave: 'Go' }} style={{ blockSize: 400 }}
        onroom-left={({ reason }) => reason === 'room-ended'}
        onroom-change={({ snapshot }) => snapshot.speakers.length} />
    );
    export const mic = <mic-control muted onmic-request={({ muted }) => !muted} />;`,
  },
  'react-property.tsx': {
    source: 'export const room = <audio-room roomId={7} />;',
    wrong: /'number' is not assignable to type 'string'/,
  },
  'react-theme.tsx': {
    source: 'export const room = <audio-room theme="pink" />;',
    wrong: /'"pink"' is not assignable/,
  },
  'react-event.tsx': {
    source: 'export const room = <audio-room onroom-left={({ roomId }) => roomId} />;',
    wrong: /'roomId' does not exist on type 'RoomLeftEvent'/,
  },
  'react-name.tsx': {
    source: 'export const room = <audio-rooms />;',
    wrong: /'audio-rooms' does not exist/,
  },
  'vue.ts': {
    source: `import { h, type GlobalComponents } from 'vue';
    export const room = h('audio-room', { 'onRoom-left': ({ reason }) => reason === 'user' });
    export const props: InstanceType<GlobalComponents['audio-room']>['$props'] = {
      roomId: 'x', theme: 'dark', class: ['big'], onRoomLeft: ({ reason }) => reason === 'user',
    };`,
  },
  'vue-render-function.ts': {
    source: `import { h } from 'vue';
    export const room = h('audio-room', { 'onRoom-left': ({ reason }) => reason === 'never' });`,
    wrong: /no overlap/,
  },
  'vue-property.ts': {
    source: `import type { GlobalComponents } from 'vue';
    export const props: InstanceType<GlobalComponents['audio-room']>['$props'] = { roomId: 7 };`,
    wrong: /'number' is not assignable to type 'string'/,
  },
  'vue-event.ts': {
    source: `import type { GlobalComponents } from 'vue';
    export const props: InstanceType<GlobalComponents['audio-room']>['$props'] = {
      onRoomLeft: ({ roomId }) => roomId,
    };`,
    wrong: /'roomId' does not exist on type 'RoomLeftEvent'/,
  },
  'dom.ts': {
    source: `const room = document.createElement('audio-room');
    room.roomId = 'x';
    room.addEventListener('room-left', ({ reason }) => reason === 'user');`,
  },
  'dom-event.ts': {
    source: `document.createElement('audio-room')
      .addEventListener('room-left', ({ roomId }) => roomId);`,
    wrong: /'roomId' does not exist on type 'RoomLeftEvent'/,
  },
};

describe('the types of the elements', () => {
  let program: ts.Program;

  before(() => {
    const file = ts.readJsonConfigFile(`${ROOT}tsconfig.browser.json`, (path) =>
      ts.sys.readFile(path),
    );
    const config = ts.parseJsonSourceFileConfigFileContent(file, ts.sys, ROOT);
    const options = { ...config.options, composite: false, incremental: false };
    const real = ts.createCompilerHost(options);
    const sources = new Map(
      Object.entries(pages).map(([name, { source }]) => [
        `${FOLDER}${name}`,
        `import 'audio-rooms/audio-room';\nimport 'audio-rooms/mic-control';\n${source}`,
      ]),
    );
    const host: ts.CompilerHost = {
      ...real,
      fileExists: (path) => sources.has(path) || real.fileExists(path),
      getSourceFile: (path, target) => {
        const source = sources.get(path);
        if (source === undefined) return real.getSourceFile(path, target);
        return ts.createSourceFile(path, source, target);
      },
    };
    program = ts.createProgram([...sources.keys(), `${FOLDER}frameworks.d.ts`], options, host);
  });

  for (const [name, { wrong }] of Object.entries(pages)) {
    it(`${wrong ? 'reject a mistake' : 'accept what the documentation shows'}: ${name}`, () => {
      const messages = program
        .getSemanticDiagnostics(program.getSourceFile(`${FOLDER}${name}`))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
      if (!wrong) assert.deepEqual(messages, []);
      else assert.match(messages.join('\n'), wrong);
    });
  }
});
