import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildElements } from './browser/elements-bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

await buildElements(ROOT, join(ROOT, 'dist/elements'));
