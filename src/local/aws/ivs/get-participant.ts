import { operation } from '../aws/operation.ts';
import { resourceNotFound } from './errors.ts';
import { STAGE_CALLS_PER_SECOND } from './limits.ts';
import { summarizeParticipant } from './participants.ts';
import { participantId, sessionId, stageArn } from './rules.ts';

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
