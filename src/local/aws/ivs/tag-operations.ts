import { operation, type Operations } from '../operation.ts';
import { validationError } from '../requests/aws-error.ts';
import { resourceNotFound } from './ivs-errors.ts';

const TAG_CALLS_PER_SECOND = 10;
const MAX_TAGS = 50;

export const tags = { type: 'stringMap' } as const;

type Tags = Readonly<Record<string, string>>;

export const tagOperations: Operations = {
  TagResource: operation({
    callsPerSecond: TAG_CALLS_PER_SECOND,
    rules: {
      resourceArn: {
        type: 'string',
        required: true,
        maxLength: 128,
        pattern: /^arn:aws:ivs:[a-z0-9-]+:[0-9]+:(stage|public-key)\/[a-zA-Z0-9-]+$/,
      },
      tags: { ...tags, required: true },
    },
    run(account, { resourceArn, tags }) {
      const stage = account.stages.get(resourceArn);
      const key = account.publicKeys.get(resourceArn);
      if (stage) account.stages.set(stage.arn, { ...stage, tags: mergeTags(stage.tags, tags) });
      else if (key) account.publicKeys.set(key.arn, { ...key, tags: mergeTags(key.tags, tags) });
      else throw resourceNotFound(resourceArn);
      return {};
    },
  }),
};

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

/** Tagging a resource when it is created needs a permission of its own. */
export const tagPermission = (input: Readonly<Record<string, unknown>>): readonly string[] =>
  input['tags'] === undefined ? [] : ['ivs:TagResource'];
