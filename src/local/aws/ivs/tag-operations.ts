import { operation } from '../operation.ts';
import { resourceNotFound } from './ivs-errors.ts';
import { TAG_CALLS_PER_SECOND } from './ivs-limits.ts';
import { mergeTags } from './ivs-tags.ts';

export const tagResource = operation({
  callsPerSecond: TAG_CALLS_PER_SECOND,
  rules: {
    resourceArn: {
      type: 'string',
      required: true,
      maxLength: 128,
      pattern: /^arn:aws:ivs:[a-z0-9-]+:[0-9]+:(stage|public-key)\/[a-zA-Z0-9-]+$/,
    },
    tags: { type: 'stringMap', required: true },
  },
  run(cloud, { resourceArn, tags }) {
    const stage = cloud.stages.get(resourceArn);
    const key = cloud.publicKeys.get(resourceArn);
    if (stage) cloud.stages.set(stage.arn, { ...stage, tags: mergeTags(stage.tags, tags) });
    else if (key) cloud.publicKeys.set(key.arn, { ...key, tags: mergeTags(key.tags, tags) });
    else throw resourceNotFound(resourceArn);
    return {};
  },
});
