import { operation } from '../operation.ts';
import { resourceNotFound } from './ivs-errors.ts';
import { STAGE_CALLS_PER_SECOND } from './ivs-limits.ts';
import { summarizeParticipant } from './participant-resource.ts';
import { participantId, sessionId, stageArn } from './ivs-rules.ts';

export const getParticipant = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: { stageArn, sessionId, participantId },
  run(cloud, input) {
    const everybody = cloud.stageServer.participants(input.stageArn, input.sessionId) ?? [];
    const found = everybody.find((one) => one.participantId === input.participantId);
    if (!found) throw resourceNotFound(input.participantId);
    return { participant: { ...summarizeParticipant(found), attributes: found.attributes } };
  },
});
