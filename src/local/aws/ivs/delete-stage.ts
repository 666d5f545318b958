import { operation } from '../operation.ts';
import { STAGE_CALLS_PER_SECOND } from './ivs-limits.ts';
import { stageArn } from './ivs-rules.ts';
import { requireStage } from './stage-resource.ts';

export const deleteStage = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: { arn: stageArn },
  run(cloud, { arn }) {
    requireStage(cloud, arn);
    // The record first: whoever is thrown out and comes straight back must not find the stage again.
    cloud.stages.delete(arn);
    cloud.stageServer.deleteStage(arn);
    return {};
  },
});
