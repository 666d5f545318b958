import { operation } from '../operation.ts';
import { newArn } from './ivs-arns.ts';
import { quotaExceeded } from './ivs-errors.ts';
import { MAX_STAGES, STAGE_CALLS_PER_SECOND } from './ivs-limits.ts';
import { optionalName, tags } from './ivs-rules.ts';
import { describeStage } from './stage-resource.ts';
import { mergeTags, tagPermission } from './ivs-tags.ts';

export const createStage = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  alsoNeeds: tagPermission,
  rules: {
    name: optionalName,
    tags,
    participantTokenConfigurations: { type: 'unsupported' },
    autoParticipantRecordingConfiguration: { type: 'unsupported' },
  },
  run(cloud, input) {
    const tags = mergeTags({}, input.tags);
    if (cloud.stages.size >= MAX_STAGES) {
      throw quotaExceeded(`An account has at most ${MAX_STAGES} stages`);
    }
    const stage = {
      ...newArn('stage'),
      name: input.name ?? '',
      tags,
      endpoints: cloud.stageEndpoints,
    };
    cloud.stages.set(stage.arn, stage);
    return { stage: describeStage(cloud, stage), participantTokens: [] };
  },
});
