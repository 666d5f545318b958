import { operation } from '../aws/operation.ts';
import { STAGE_CALLS_PER_SECOND } from './limits.ts';
import { paginate } from './pages.ts';
import { page } from './rules.ts';
import { summarizeStage } from './stages.ts';

export const listStages = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: page,
  run(cloud, input) {
    const { items, ...rest } = paginate(cloud.stages.values(), (stage) => stage.arn, input);
    return { stages: items.map((stage) => summarizeStage(cloud, stage)), ...rest };
  },
});
