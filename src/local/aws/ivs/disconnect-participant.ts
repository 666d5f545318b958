import { operation } from '../operation.ts';
import { resourceNotFound } from './ivs-errors.ts';
import { STAGE_CALLS_PER_SECOND } from './ivs-limits.ts';
import { participantId, stageArn } from './ivs-rules.ts';
import { requireStage } from './stage-resource.ts';

export const disconnectParticipant = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: { stageArn, participantId, reason: { type: 'string', maxLength: 128 } },
  run(cloud, input) {
    requireStage(cloud, input.stageArn);
    const known = cloud.stageServer.disconnectParticipant(
      input.stageArn,
      input.participantId,
      input.reason ?? '',
    );
    if (!known) throw resourceNotFound(input.participantId);
    return {};
  },
});
