import { readdirSync, watch } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Calls back with the path of each file that changes, is made, or is removed. Node's own recursive watching loses files on
 * Linux that an editor saves by renaming another one.
 * @param root - What paths are relative to.
 */
export function watchFolders(
  root: string,
  folders: readonly string[],
  onChange: (path: string) => void,
): void {
  const watched = new Set<string>();
  const follow = (folder: string): void => {
    if (watched.has(folder)) return;
    const children = subfolders(folder);
    if (!children) return;
    watched.add(folder);
    const watcher = watch(folder, (_event, name) => {
      const path = join(folder, name ?? '');
      follow(path);
      onChange(relative(root, path).replaceAll('\\', '/'));
    });
    // The folder is gone.
    watcher.on('error', () => {
      watcher.close();
      watched.delete(folder);
    });
    for (const child of children) follow(join(folder, child));
  };
  for (const folder of folders) follow(join(root, folder));
}

/** @returns undefined if it is no folder. */
function subfolders(path: string): string[] | undefined {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return undefined;
  }
}
