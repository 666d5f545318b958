import { validationError } from './aws-error.ts';

const DEFAULT_PAGE_SIZE = 50;

export interface PageRequest {
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
}

/**
 * Returns one page of a list, sorted by key. A page starts after the last key of the previous one, so entries that are
 * added or removed between two calls cause no gaps and no repeats.
 */
export function paginate<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { maxResults = DEFAULT_PAGE_SIZE, nextToken }: PageRequest,
): { items: Item[]; nextToken?: string } {
  const after = nextToken === undefined ? '' : decode(nextToken);
  const rest = items
    .filter((item) => keyOf(item) > after)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = rest.slice(0, maxResults);
  const last = page.at(-1);
  return last !== undefined && rest.length > page.length
    ? { items: page, nextToken: encode(keyOf(last)) }
    : { items: page };
}

const MARK = 'after:';

const encode = (key: string) => Buffer.from(MARK + key).toString('base64');

function decode(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith(MARK)) throw validationError('The nextToken is not valid');
  return text.slice(MARK.length);
}
