import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type PackageName = 'audio-rooms' | 'audio-rooms-local';

/** The directory from which `npm publish` publishes a package. `npm run build:packages` fills it. */
export const directoryOf = (name: PackageName): string => join(ROOT, 'dist/packages', name);

export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

export const manifestOf = (name: PackageName): PackageManifest =>
  JSON.parse(readFileSync(join(directoryOf(name), 'package.json'), 'utf8')) as PackageManifest;

export interface Packed {
  /** The path of the tarball. */
  readonly tarball: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs a package as `npm publish` does. */
export function pack(name: PackageName, destination: string): Packed {
  const args = ['pack', '--json', '--pack-destination', destination];
  const output = execFileSync('npm', args, { cwd: directoryOf(name), encoding: 'utf8' });
  const [packed] = JSON.parse(output) as (Omit<Packed, 'tarball'> & { filename: string })[];
  if (!packed) throw new Error(`npm packed nothing: ${output}`);
  return { ...packed, tarball: join(destination, packed.filename) };
}

/**
 * An empty project with what the tarball of a package contains in its `node_modules`, and of other packages only those
 * that are named: what is forgotten in `dependencies` is missing here, as it is at others'.
 */
export function installed(
  name: PackageName,
  others: readonly string[],
): { path: string; remove: () => void } {
  const project = temporaryDirectory();
  const modules = join(project.path, 'node_modules');
  for (const { path } of pack(name, project.path).files) {
    const target = join(modules, name, path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(directoryOf(name), path), target);
  }
  for (const other of others) {
    mkdirSync(dirname(join(modules, other)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', other), join(modules, other), 'dir');
  }
  writeFileSync(join(project.path, 'package.json'), '{ "private": true, "type": "module" }');
  return project;
}
