import { operation } from '../operation.ts';
import { STAGE_CALLS_PER_SECOND } from './ivs-limits.ts';
import { paginate } from './ivs-pages.ts';
import { page } from './ivs-rules.ts';
import { summarizeStage } from './stage-resource.ts';

export const listStages = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: page,
  run(cloud, input) {
    const { items, ...rest } = paginate(cloud.stages.values(), (stage) => stage.arn, input);
    return { stages: items.map((stage) => summarizeStage(cloud, stage)), ...rest };
  },
});
