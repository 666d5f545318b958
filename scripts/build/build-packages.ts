import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildLocalPackage } from './packages/local-package.ts';
import { buildPagePackage } from './packages/page-package.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run build:packages`: both packages, ready for `npm publish` in `dist/packages/audio-rooms` and `audio-rooms-local`. */
await Promise.all([
  buildPagePackage(ROOT, join(ROOT, 'dist/packages/audio-rooms')),
  buildLocalPackage(ROOT, join(ROOT, 'dist/packages/audio-rooms-local')),
]);
