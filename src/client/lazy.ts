import { sleep } from './sleep.ts';

const TRIES = 3;

/**
 * A part that is loaded when it is needed, and again under another address if that fails: Firefox and Safari remember for the
 * life of a page that a module did not load, and do not even ask the server again.
 *
 * Another address only helps if everything that the part imports statically is loaded by then. A test of the build sees to it.
 * @param load - An arrow function with nothing but `import('…')`, whose address is read from its own source. Where a bundler made
 * something else of it, it is only called again.
 * @param here - `import.meta.url` of the module that contains it.
 * @returns a function that loads it in three tries, and in three more at each call after a failure
 */
export function lazy<T>(load: () => Promise<T>, here: string): () => Promise<T> {
  let loading: Promise<T> | undefined;
  let failures = 0;
  const attempt = async (): Promise<T> => {
    const address = addressOf(load, here);
    try {
      if (failures === 0 || !address) return await load();
      const again = `${address}?retry=${failures}`;
      return (await import(/* webpackIgnore: true */ /* @vite-ignore */ again)) as T;
    } catch (error) {
      if (++failures % TRIES === 0 || !address) throw error;
    }
    await sleep((failures % TRIES) * 700);
    return attempt();
  };
  return () =>
    (loading ??= attempt().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}

function addressOf(load: () => unknown, here: string): string | undefined {
  const path = /import\(["'`]([^"'`]+)/.exec(String(load))?.[1] ?? '';
  try {
    // Any other specifier is in the import map, or nowhere.
    return /^[./]/.test(path) ? new URL(path, here).href : import.meta.resolve(path);
  } catch {
    return undefined;
  }
}
