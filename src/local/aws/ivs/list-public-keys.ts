import { operation } from '../operation.ts';
import { KEY_CALLS_PER_SECOND } from './ivs-limits.ts';
import { paginate } from './ivs-pages.ts';
import { page } from './ivs-rules.ts';

export const listPublicKeys = operation({
  callsPerSecond: KEY_CALLS_PER_SECOND,
  rules: page,
  run(cloud, input) {
    const { items, ...rest } = paginate(cloud.publicKeys.values(), (key) => key.arn, input);
    return { publicKeys: items.map(({ arn, name, tags }) => ({ arn, name, tags })), ...rest };
  },
});
