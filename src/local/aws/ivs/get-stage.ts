import { operation } from '../aws/operation.ts';
import { STAGE_CALLS_PER_SECOND } from './limits.ts';
import { stageArn } from './rules.ts';
import { describeStage, requireStage } from './stages.ts';

export const getStage = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: { arn: stageArn },
  run: (cloud, { arn }) => ({ stage: describeStage(cloud, requireStage(cloud, arn)) }),
});
