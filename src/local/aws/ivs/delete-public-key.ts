import { operation } from '../operation.ts';
import { KEY_CALLS_PER_SECOND } from './ivs-limits.ts';
import { requirePublicKey } from './public-key-resource.ts';
import { publicKeyArn } from './ivs-rules.ts';

export const deletePublicKey = operation({
  callsPerSecond: KEY_CALLS_PER_SECOND,
  rules: { arn: publicKeyArn },
  run(cloud, { arn }) {
    requirePublicKey(cloud, arn);
    cloud.publicKeys.delete(arn);
    return {};
  },
});
