import { operation } from '../aws/operation.ts';
import { KEY_CALLS_PER_SECOND } from './limits.ts';
import { describePublicKey, requirePublicKey } from './public-keys.ts';
import { publicKeyArn } from './rules.ts';

export const getPublicKey = operation({
  callsPerSecond: KEY_CALLS_PER_SECOND,
  rules: { arn: publicKeyArn },
  run: (cloud, { arn }) => ({ publicKey: describePublicKey(requirePublicKey(cloud, arn)) }),
});
