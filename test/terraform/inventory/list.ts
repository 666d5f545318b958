import type { Clients } from './clients.ts';

/** Lists what exists of one type of Terraform's: a name or an ARN of each, so that a failure tells what it is. */
export type List = (clients: Clients) => Promise<readonly string[]>;

/** All items of a list that comes in pages. */
export async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}

/** For each of some parents, what belongs to it. */
export async function each<Parent, Item>(
  parents: readonly Parent[],
  items: (parent: Parent) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const found: Item[] = [];
  for (const parent of parents) found.push(...(await items(parent)));
  return found;
}

/** Nothing, if the service answers that it does not exist. */
export async function unless<Value>(
  code: string,
  call: Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && error.name === code) return undefined;
    throw error;
  }
}
