import { validationError } from './aws-error.ts';

/** Tags of resources, with the limits that AWS has for all services. */

export const TAG_CALLS_PER_SECOND = 10;
const MAX_TAGS = 50;

export const tags = { type: 'stringMap' } as const;

type Tags = Readonly<Record<string, string>>;

/**
 * Adds tags to those that a resource has.
 * @throws {AwsError} ValidationException, if a tag or the number of tags breaks a limit of the service.
 */
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

/** Tagging a resource when it is created needs a permission of its own: that of the service's TagResource. */
export const tagPermission =
  (service: string) =>
  (input: Readonly<Record<string, unknown>>): readonly string[] =>
    input['tags'] === undefined ? [] : [`${service}:TagResource`];
