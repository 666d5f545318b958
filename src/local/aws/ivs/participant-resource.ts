import type { ParticipantRecord } from '../../shared/stage-records.ts';

/** A participant as ListParticipants tells it: without attributes. */
export function summarizeParticipant(participant: ParticipantRecord) {
  const { participantId, userId, state, published } = participant;
  return {
    participantId,
    userId,
    state,
    firstJoinTime: participant.firstJoinTime.toISOString(),
    published,
    recordingState: 'DISABLED',
    replicationType: 'NONE',
  };
}
