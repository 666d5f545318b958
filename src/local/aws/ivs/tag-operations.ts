import { operation, type Operations } from '../operation.ts';
import { mergeTags, tags, TAG_CALLS_PER_SECOND } from '../requests/tags.ts';
import { resourceNotFound } from './ivs-errors.ts';

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
