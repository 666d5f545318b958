import { validationError } from '../aws-error.ts';

const DEFAULT_PAGE_SIZE = 50;

export interface PageRequest {
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
}

/**
 * One page of a listing, in the order of its keys: a page starts behind the last key of the one before, so that
 * nothing is skipped or told twice when entries come and go in between.
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
