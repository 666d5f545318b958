import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly browserslist: readonly string[];
  readonly dependencies: Versions;
  readonly peerDependencies?: Versions;
}

/**
 * Writes the package.json of a package that is published. Version, licence, browsers and the versions of what it depends on are
 * those of the repository, each behind the range operator that its own manifest has in their place.
 * @param source - The directory with its own `manifest.json`.
 * @param more - Fields that only the build knows.
 */
export function writeManifest(
  root: string,
  source: string,
  directory: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const repository = read(join(root, 'package.json'));
  const own = read(join(source, 'manifest.json'));
  const versioned = (ranges: Versions | undefined): Versions =>
    Object.fromEntries(
      Object.entries(ranges ?? {}).map(([name, operator]) => {
        const version = repository.dependencies[name];
        if (version === undefined) throw new Error(`package.json does not depend on ${name}`);
        return [name, operator + version];
      }),
    );
  const { version, license, browserslist } = repository;
  const manifest = {
    ...own,
    version,
    license,
    browserslist,
    dependencies: versioned(own.dependencies),
    ...(own.peerDependencies && { peerDependencies: versioned(own.peerDependencies) }),
    ...more,
  };
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

const read = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
