// Which file may import which, as a configuration of ESLint.

import { defineConfig } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import boundaries from 'eslint-plugin-boundaries';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const ANY = '**';
const MANIFEST = ['src/backend/functions.ts', 'src/backend/resources.ts', 'src/backend/quotas.ts'];
const SOURCE = ['src/client', 'src/local', 'src/backend', ...MANIFEST, 'src/api'];

/**
 * The areas of the repository. A file may import from its own place, from the places below it in its area, and from the
 * areas that its area uses. Places on the same floor don't import each other. `*` stands for the files that lie in the
 * area's own folder, `**` for all that lie in it, `.` for an area that is one file. A file belongs to the first place that fits.
 * @type {{ area: string, floors: (string | string[])[], uses: string[], packages: string[] }[]}
 */
const areas = [
  { area: 'src/api', floors: ['*'], uses: [], packages: ['json-schema-to-ts'] },
  {
    area: 'src/client',
    floors: ['index.ts', 'session', ['stage', 'media', 'channel'], 'api', '*'],
    uses: ['src/api'],
    packages: ['amazon-ivs-chat-messaging', 'amazon-ivs-web-broadcast'],
  },
  { area: 'src/backend/functions.ts', floors: ['.'], uses: [], packages: [] },
  { area: 'src/backend/resources.ts', floors: ['.'], uses: [], packages: [] },
  { area: 'src/backend/quotas.ts', floors: ['.'], uses: [], packages: [] },
  {
    area: 'src/backend',
    floors: ['presence', 'channel', 'rooms', 'people', 'keys', 'http', 'aws', '*'],
    uses: [...MANIFEST, 'src/api'],
    packages: [ANY],
  },
  {
    area: 'src/local',
    floors: ['server', '*', 'gateway', 'aws', ['stage', 'chat'], 'shared'],
    uses: [...MANIFEST, 'src/api'],
    packages: [ANY],
  },
  {
    area: 'components',
    floors: [
      'jsx.ts',
      'index.ts',
      'audio-room',
      'room',
      ['lobby', 'people', 'channel'],
      'stage',
      ['sound', 'invite'],
      'shared',
      ['texts', 'events'],
    ],
    uses: ['src/client', 'src/api'],
    packages: ['lit', '@lit/context', 'qrcode'],
  },
  {
    area: 'handlers',
    floors: ['*'],
    uses: ['src/backend', ...MANIFEST, 'src/api'],
    packages: [ANY],
  },
  {
    area: 'website/examples',
    floors: ['*'],
    uses: ['components'],
    packages: ['audio-rooms', 'lit', 'react', 'react-dom', 'vue'],
  },
  {
    area: 'website',
    floors: ['*'],
    uses: ['components', 'src/client', 'src/api'],
    packages: ['lit'],
  },
  {
    area: 'stacks',
    floors: [
      'main.ts',
      'synthesize.ts',
      ['account.ts', 'backend.ts', 'website.ts'],
      'constructs',
      '*',
    ],
    uses: [...MANIFEST, 'src/api'],
    packages: [ANY],
  },
  // What runs at the users' of the package: it holds no tests, stacks or tools.
  {
    area: 'scripts/build',
    floors: ['*', 'packages', 'handler-bundles.ts', 'browser', 'output'],
    uses: SOURCE,
    packages: [ANY],
  },
  {
    area: 'scripts/start.ts',
    floors: ['.'],
    uses: ['scripts/build', ...SOURCE],
    packages: [ANY],
  },
  {
    area: 'scripts/operator',
    floors: ['*'],
    uses: ['scripts/build', 'stacks', ...SOURCE],
    packages: [ANY],
  },
  // The benchmarks and pictures use the browsers and visitors of the tests.
  {
    area: 'scripts',
    floors: [['bench', 'dev', 'screenshots', 'smoke', 'test', '*']],
    uses: [
      ...['scripts/operator', 'scripts/start.ts', 'scripts/build'],
      ...['test', 'stacks', 'website', 'components', 'handlers', ...SOURCE],
    ],
    packages: [ANY],
  },
  {
    area: 'test',
    floors: [['e2e', 'elements', 'terraform'], 'system', 'unit', 'support'],
    uses: [
      ...['scripts', 'scripts/operator', 'scripts/start.ts', 'scripts/build'],
      ...['stacks', 'website', 'components', 'handlers', ...SOURCE],
    ],
    packages: [ANY],
  },
  // The configuration of tools.
  { area: '', floors: ['*'], uses: ['test'], packages: [ANY] },
];

const isFile = (path) => /\.\w+$/.test(path);
const join = (...parts) => parts.filter((part) => part !== '' && part !== '.').join('/');

/** The name of a place in the rules: its path. */
const nameOf = (area, place) => (place.startsWith('*') ? area || 'root' : join(area, place));

const patternOf = (area, place) => {
  const path = join(area, place);
  return isFile(path) || place.startsWith('*') ? path : `${path}/**`;
};

const namesOf = ({ area, floors }) => floors.flat().map((place) => nameOf(area, place));

/** The places of an area, those of single files first. */
const placesOf = ({ area, floors, uses, packages }) => {
  const used = areas.filter((other) => uses.includes(other.area)).flatMap(namesOf);
  return floors
    .flatMap((floor, height) => {
      const below = namesOf({ area, floors: floors.slice(height + 1) });
      return [floor].flat().map((place) => ({
        name: nameOf(area, place),
        pattern: patternOf(area, place),
        mayImport: [nameOf(area, place), ...below, ...used],
        packages,
      }));
    })
    .sort((a, b) => Number(isFile(b.pattern)) - Number(isFile(a.pattern)));
};

const places = areas.flatMap(placesOf);

// Each place has a configuration of its own, so that an import is compared with the one policy that counts.
const rulesOfPlaces = places.map(({ name, pattern, mayImport, packages }, index) => ({
  name: `floors/${name}`,
  files: [pattern],
  ignores: places.slice(0, index).map((earlier) => earlier.pattern),
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        checkAllOrigins: true,
        checkUnknownLocals: true,
        policies: [
          {
            allow: [
              { to: { file: { categories: { anyOf: mayImport } } } },
              { to: { module: { origin: ['external', 'core'], source: packages } } },
            ],
          },
        ],
      },
    ],
  },
}));

export default defineConfig(
  {
    files: ['**/*.{js,mjs,ts,tsx}'],
    plugins: { boundaries, 'import-x': importX },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/files': places.map(({ name, pattern }) => ({ category: name, pattern })),
      'boundaries/files-single-match': true,
      'boundaries/legacy-templates': false,
      'boundaries/additional-dependency-nodes': [
        { name: 'import-type', selector: 'TSImportType > Literal', kind: 'type' },
      ],
      'import/resolver': { typescript: true },
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      'import-x/ignore': ['node_modules'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      // Cycles of types alone are found by test/unit/architecture.test.ts.
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } },
  rulesOfPlaces,
  {
    // What runs is installed by `npm ci --omit=dev`; the frameworks of the examples are left out.
    files: ['components/**', 'handlers/**', 'src/**', 'website/*'],
    rules: { 'import-x/no-extraneous-dependencies': ['error', { devDependencies: false }] },
  },
);
