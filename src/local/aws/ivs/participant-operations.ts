import { validationError } from '../aws-error.ts';
import { operation } from '../operation.ts';
import { STAGE_CALLS_PER_SECOND } from './ivs-limits.ts';
import { paginate } from './ivs-pages.ts';
import { summarizeParticipant } from './participant-resource.ts';
import { page, sessionId, stageArn } from './ivs-rules.ts';

export const listParticipants = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: {
    stageArn,
    sessionId,
    filterByUserId: { type: 'string', maxLength: 128 },
    filterByPublished: { type: 'boolean' },
    filterByState: { type: 'string', oneOf: ['CONNECTED', 'DISCONNECTED'] },
    filterByRecordingState: { type: 'unsupported' },
    ...page,
  },
  run(cloud, input) {
    const filters = [input.filterByUserId, input.filterByPublished, input.filterByState];
    if (filters.filter((filter) => filter !== undefined).length > 1) {
      throw validationError('Only one filter can be given');
    }
    // Unlike GetParticipant, the service has no ResourceNotFoundException here: what is not there has nobody in it.
    const everybody = cloud.stageServer.participants(input.stageArn, input.sessionId) ?? [];
    const wanted = everybody.filter(
      ({ userId, published, state }) =>
        userId === (input.filterByUserId ?? userId) &&
        published === (input.filterByPublished ?? published) &&
        state === (input.filterByState ?? state),
    );
    const { items, ...rest } = paginate(wanted, (one) => one.participantId, input);
    return { participants: items.map(summarizeParticipant), ...rest };
  },
});
