import { ivsLimits } from '../../../backend/quotas.ts';
import type { ParticipantRecord } from '../../shared/stage-records.ts';
import type { Account } from '../account.ts';
import { operation, type Operations } from '../operation.ts';
import { validationError } from '../requests/aws-error.ts';
import { resourceNotFound } from './ivs-errors.ts';
import { paginate } from '../requests/pages.ts';
import { page, stageArn } from './ivs-rules.ts';
import { requireStage } from './stage-operations.ts';

const participantId = {
  type: 'string',
  required: true,
  minLength: 1,
  maxLength: 64,
  pattern: /^[a-zA-Z0-9_-]*$/,
} as const;

const sessionId = {
  type: 'string',
  required: true,
  minLength: 16,
  maxLength: 16,
  pattern: /^st-[a-zA-Z0-9]+$/,
} as const;

export const participantOperations: Operations = {
  ListParticipants: operation({
    callsPerSecond: ivsLimits.stageCallsPerSecond,
    rules: {
      stageArn,
      sessionId,
      filterByUserId: { type: 'string', maxLength: 128 },
      filterByPublished: { type: 'boolean' },
      filterByState: { type: 'string', oneOf: ['CONNECTED', 'DISCONNECTED'] },
      filterByRecordingState: { type: 'unsupported' },
      ...page,
    },
    run(account, input) {
      const filters = [input.filterByUserId, input.filterByPublished, input.filterByState];
      if (filters.filter((filter) => filter !== undefined).length > 1) {
        throw validationError('Only one filter can be given');
      }
      // Unlike GetParticipant, the service does not throw ResourceNotFoundException here: an unknown session is empty.
      const wanted = participantsOf(account, input).filter(
        ({ userId, published, state }) =>
          userId === (input.filterByUserId ?? userId) &&
          published === (input.filterByPublished ?? published) &&
          state === (input.filterByState ?? state),
      );
      const { items, ...rest } = paginate(wanted, (one) => one.participantId, input);
      return { participants: items.map(summarizeParticipant), ...rest };
    },
  }),

  GetParticipant: operation({
    callsPerSecond: ivsLimits.stageCallsPerSecond,
    rules: { stageArn, sessionId, participantId },
    run(account, input) {
      const found = participantsOf(account, input).find(
        (one) => one.participantId === input.participantId,
      );
      if (!found) throw resourceNotFound(input.participantId);
      return { participant: { ...summarizeParticipant(found), attributes: found.attributes } };
    },
  }),

  ListParticipantEvents: operation({
    callsPerSecond: ivsLimits.stageCallsPerSecond,
    rules: { stageArn, sessionId, participantId, ...page },
    run(account, input) {
      // Like ListParticipants, the service has no ResourceNotFoundException here: an unknown participant has no events.
      const found = participantsOf(account, input).find(
        (one) => one.participantId === input.participantId,
      );
      const events = (found?.events ?? []).map(({ name, eventTime }, index) => ({
        key: String(index).padStart(3, '0'),
        event: { name, participantId: input.participantId, eventTime: eventTime.toISOString() },
      }));
      const { items, ...rest } = paginate(events, ({ key }) => key, input);
      return { events: items.map(({ event }) => event), ...rest };
    },
  }),

  DisconnectParticipant: operation({
    callsPerSecond: ivsLimits.stageCallsPerSecond,
    rules: { stageArn, participantId, reason: { type: 'string', maxLength: 128 } },
    run(account, input) {
      requireStage(account, input.stageArn);
      const known = account.stageServer.disconnectParticipant(
        input.stageArn,
        input.participantId,
        input.reason ?? '',
      );
      if (!known) throw resourceNotFound(input.participantId);
      return {};
    },
  }),
};

const participantsOf = (
  account: Account,
  { stageArn, sessionId }: { readonly stageArn: string; readonly sessionId: string },
): readonly ParticipantRecord[] => account.stageServer.participants(stageArn, sessionId) ?? [];

/** A participant as ListParticipants returns it: without attributes. */
function summarizeParticipant(participant: ParticipantRecord) {
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
