import { operation } from '../operation.ts';
import { KEY_CALLS_PER_SECOND } from './ivs-limits.ts';
import { describePublicKey, requirePublicKey } from './public-key-resource.ts';
import { publicKeyArn } from './ivs-rules.ts';

export const getPublicKey = operation({
  callsPerSecond: KEY_CALLS_PER_SECOND,
  rules: { arn: publicKeyArn },
  run: (cloud, { arn }) => ({ publicKey: describePublicKey(requirePublicKey(cloud, arn)) }),
});
