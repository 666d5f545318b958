import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { format } from 'prettier';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the manifest is: at the top, where tools look for it. */
export const MANIFEST = join(ROOT, 'custom-elements.json');

interface Documented {
  name?: string;
  description?: string;
  privacy?: string;
  type?: { text: string };
}

interface Declaration extends Documented {
  tagName?: string;
  members?: Documented[];
  events?: Documented[];
  cssParts?: Documented[];
}

interface Manifest {
  modules: { path: string; declarations?: Declaration[] }[];
}

/** The manifest of all elements, from their classes' own comments. */
export async function createManifest(): Promise<string> {
  const argv = ['analyze', '--litelement', '--quiet', '--globs', 'components/**/*.ts'];
  const exclude = ['--exclude', 'components/**/*.styles.ts'];
  const analyzed = (await cli({
    argv: [...argv, ...exclude],
    cwd: ROOT,
    noWrite: true,
  })) as Manifest;
  const modules = analyzed.modules
    .filter(({ declarations }) => declarations?.some(({ tagName }) => tagName))
    .map((module) => ({
      ...module,
      declarations: module.declarations?.filter(({ tagName }) => tagName).map(publicPart),
    }))
    .sort((a, b) => a.path.localeCompare(b.path));
  return format(JSON.stringify({ ...analyzed, modules }), { parser: 'json' });
}

/** What a page may use. The analyzer also guesses events from the arguments of `dispatchEvent`: those have no words. */
function publicPart(declaration: Declaration): Declaration {
  const { members, events, ...rest } = declaration;
  return {
    ...rest,
    ...(members && {
      members: members.filter(
        ({ name, privacy }) =>
          privacy !== 'private' && privacy !== 'protected' && !name?.startsWith('#'),
      ),
    }),
    ...(events && { events: events.filter(({ description }) => description).map(withClass) }),
  };
}

function withClass(event: Documented): Documented {
  const name = event.name ?? '';
  if (!existsSync(join(ROOT, `components/events/${name}-event.ts`))) return event;
  const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return { ...event, type: { text: `${words.join('')}Event` } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(MANIFEST, await createManifest());
}
