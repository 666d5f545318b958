import { operation } from '../operation.ts';
import { STAGE_CALLS_PER_SECOND } from './ivs-limits.ts';
import { stageArn } from './ivs-rules.ts';
import { describeStage, requireStage } from './stage-resource.ts';

export const getStage = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: { arn: stageArn },
  run: (cloud, { arn }) => ({ stage: describeStage(cloud, requireStage(cloud, arn)) }),
});
