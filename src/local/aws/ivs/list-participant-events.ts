import { operation } from '../operation.ts';
import { STAGE_CALLS_PER_SECOND } from './ivs-limits.ts';
import { paginate } from './ivs-pages.ts';
import { page, participantId, sessionId, stageArn } from './ivs-rules.ts';

export const listParticipantEvents = operation({
  callsPerSecond: STAGE_CALLS_PER_SECOND,
  rules: { stageArn, sessionId, participantId, ...page },
  run(cloud, input) {
    // As with ListParticipants there is no ResourceNotFoundException: who is not there has done nothing.
    const everybody = cloud.stageServer.participants(input.stageArn, input.sessionId) ?? [];
    const found = everybody.find((one) => one.participantId === input.participantId);
    const events = (found?.events ?? []).map(({ name, eventTime }, index) => ({
      key: String(index).padStart(3, '0'),
      event: { name, participantId: input.participantId, eventTime: eventTime.toISOString() },
    }));
    const { items, ...rest } = paginate(events, ({ key }) => key, input);
    return { events: items.map(({ event }) => event), ...rest };
  },
});
