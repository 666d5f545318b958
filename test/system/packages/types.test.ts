import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { installed } from '../../support/packages.ts';

const require = createRequire(import.meta.url);

const SDK = 'amazon-ivs-web-broadcast';
const LIT = ['lit', '@lit/context'];

interface Project {
  /** What the project has installed besides our package and Lit. */
  readonly packages?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
}

const projects: Readonly<Record<string, Project>> = {
  'plain TypeScript, without the SDK': {
    files: {
      'page.ts': `
        import 'audio-rooms/audio-room';
        import 'audio-rooms/mic-control';
        import { RoomError, RoomSession } from 'audio-rooms/client';
        const room = document.createElement('audio-room');
        room.roomId = 'x';
        room.addEventListener('room-created', ({ roomId, hostKey }) => roomId + hostKey);
        room.addEventListener('room-left', ({ reason }) => reason === 'user');
        // @ts-expect-error It has no such property.
        room.addEventListener('room-left', ({ roomId }) => roomId);
        document.createElement('mic-control').addEventListener('mic-request', ({ muted }) => !muted);
        void room.join().then(({ speakers }) => speakers.length);
        new RoomSession().addEventListener('change', () => new RoomError('ROOM_FULL', ''));
        // @ts-expect-error There is no such room.
        room.roomId = 7;`,
    },
  },
  'the SDK’s types': {
    packages: [SDK],
    options: { skipLibCheck: true }, // the SDK's own declarations do not pass
    files: {
      'sdk.ts': `
        import type { IvsSdk } from 'audio-rooms/client';
        export const stage = (sdk: IvsSdk) => sdk.Stage.length;
        // @ts-expect-error It has no such export.
        export const nothing = (sdk: IvsSdk) => sdk.Nothing;`,
    },
  },
  'React 19': {
    packages: ['react', '@types/react'],
    options: { jsx: 'react-jsx' },
    files: {
      'elements.d.ts': `
        import type { AudioRoomElements } from 'audio-rooms/jsx';
        declare module 'react' {
          namespace JSX { interface IntrinsicElements extends AudioRoomElements {} }
        }`,
      'page.tsx': `
        export const room = (
          <audio-room roomId="x" api-url="https://rooms.example" theme="dark" texts={{ left: { user: { title: 'Bye' } } }}
            style={{ blockSize: 400 }} onroom-left={({ reason }) => reason === 'user'} />
        );
        // @ts-expect-error There is no such theme.
        export const pink = <audio-room theme="pink" />;
        // @ts-expect-error It is a string.
        export const seven = <audio-room room-id={7} />;
        export const grid = <audio-room-stage-grid onstage-request={({ onStage }) => !onStage} />;`,
    },
  },
  'Vue 3': {
    packages: ['vue'],
    files: {
      'elements.d.ts': `
        import type { AudioRoomComponents } from 'audio-rooms/jsx';
        declare module 'vue' { interface GlobalComponents extends AudioRoomComponents {} }`,
      'page.ts': `
        import type { GlobalComponents } from 'vue';
        type Props = InstanceType<GlobalComponents['audio-room']>['$props'];
        export const props: Props = { roomId: 'x', 'room-id': 'x', onRoomLeft: ({ reason }) => reason === 'user' };
        // @ts-expect-error It is a string.
        export const seven: Props = { roomId: 7 };`,
    },
  },
  'Svelte 5': {
    packages: ['svelte'],
    files: {
      'elements.d.ts': `
        import type { AudioRoomElements } from 'audio-rooms/jsx';
        declare module 'svelte/elements' { interface SvelteHTMLElements extends AudioRoomElements {} }`,
      'page.ts': `
        import type { SvelteHTMLElements } from 'svelte/elements';
        type Props = SvelteHTMLElements['audio-room'];
        export const props: Props = { 'room-id': 'x', 'api-url': '', 'page-keys': true, 'onroom-left': ({ reason }) => reason === 'user' };
        // @ts-expect-error It is a string.
        export const seven: Props = { 'room-id': 7 };`,
    },
  },
};

for (const compiler of ['typescript', 'typescript-5.9']) {
  const { version } = require(`${compiler}/package.json`) as { version: string };
  describe(`the types of the package, with TypeScript ${version}`, () => {
    for (const [name, { packages = [], options, files }] of Object.entries(projects)) {
      it(`are right in ${name}`, (test) => {
        const project = installed('audio-rooms', [...LIT, ...packages]);
        test.after(() => project.remove());
        const compilerOptions = {
          ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
          ...{ target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', types: [] },
          ...{ lib: ['ES2023', 'DOM', 'DOM.Iterable'], noEmit: true, skipLibCheck: false },
          ...options,
        };
        for (const [file, text] of Object.entries(files)) {
          const imports = file.endsWith('.tsx') ? "import 'audio-rooms';\n" : '';
          writeFileSync(join(project.path, file), imports + text);
        }
        const config = { compilerOptions, files: Object.keys(files) };
        writeFileSync(join(project.path, 'tsconfig.json'), JSON.stringify(config));
        const tsc = require.resolve(`${compiler}/bin/tsc`);
        const { stdout } = spawnSync(process.execPath, [tsc, '-p', project.path], {
          encoding: 'utf8',
        });
        assert.equal(stdout, '');
      });
    }
  });
}
