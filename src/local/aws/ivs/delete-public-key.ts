import { operation } from '../aws/operation.ts';
import { KEY_CALLS_PER_SECOND } from './limits.ts';
import { requirePublicKey } from './public-keys.ts';
import { publicKeyArn } from './rules.ts';

export const deletePublicKey = operation({
  callsPerSecond: KEY_CALLS_PER_SECOND,
  rules: { arn: publicKeyArn },
  run(cloud, { arn }) {
    requirePublicKey(cloud, arn);
    cloud.publicKeys.delete(arn);
    return {};
  },
});
