import { operation } from '../aws/operation.ts';
import { KEY_CALLS_PER_SECOND } from './limits.ts';
import { paginate } from './pages.ts';
import { page } from './rules.ts';

export const listPublicKeys = operation({
  callsPerSecond: KEY_CALLS_PER_SECOND,
  rules: page,
  run(cloud, input) {
    const { items, ...rest } = paginate(cloud.publicKeys.values(), (key) => key.arn, input);
    return { publicKeys: items.map(({ arn, name, tags }) => ({ arn, name, tags })), ...rest };
  },
});
