import { validationError } from '../aws-error.ts';
import { MAX_TAGS } from './ivs-limits.ts';

export type Tags = Readonly<Record<string, string>>;

/** The tags that a resource has after some are added. */
export function mergeTags(current: Tags, added: Tags = {}): Tags {
  for (const [key, value] of Object.entries(added)) {
    if (key.length < 1 || key.length > 128 || value.length > 256) {
      throw validationError('A tag has a key of 1 to 128 characters and a value of at most 256');
    }
    if (key.toLowerCase().startsWith('aws:')) {
      throw validationError('Tag keys that start with aws: are reserved');
    }
  }
  const merged = { ...current, ...added };
  if (Object.keys(merged).length > MAX_TAGS) {
    throw validationError(`A resource has at most ${MAX_TAGS} tags`);
  }
  return merged;
}

/** To tag a resource while it is made takes its own permission. */
export const tagPermission = (input: Readonly<Record<string, unknown>>): readonly string[] =>
  input['tags'] === undefined ? [] : ['ivs:TagResource'];
