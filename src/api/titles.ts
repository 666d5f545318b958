import { graphemesOf } from './graphemes.ts';
import { MAX_TITLE_BYTES, MAX_TITLE_LENGTH } from './limits.ts';
import { byteLength, cleanName, isVisible } from './names.ts';

/**
 * Cleans and checks the title of a room, like a name: at most 80 characters as people count them.
 * @returns the title as it is shown, empty if nothing of it can be seen; undefined if it is too long.
 */
export function parseTitle(input: string): string | undefined {
  if (input.length > MAX_TITLE_BYTES) return undefined;
  const title = cleanName(input);
  if (!isVisible(title)) return '';
  if (byteLength(title) > MAX_TITLE_BYTES) return undefined;
  return graphemesOf(title).length > MAX_TITLE_LENGTH ? undefined : title;
}
