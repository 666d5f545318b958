import { ivsLimits } from '../../../backend/quotas.ts';
import type { StageRecord } from '../../shared/stage-records.ts';
import type { Account } from '../account.ts';
import { operation, type Operations } from '../operation.ts';
import { newArn } from './ivs-arns.ts';
import { quotaExceeded, resourceNotFound } from './ivs-errors.ts';
import { paginate } from '../requests/pages.ts';
import { mergeTags, tagPermission, tags } from '../requests/tags.ts';
import { optionalName, page, stageArn } from './ivs-rules.ts';

export const stageOperations: Operations = {
  CreateStage: operation({
    callsPerSecond: ivsLimits.stageCallsPerSecond,
    alsoNeeds: tagPermission('ivs'),
    rules: {
      name: optionalName,
      tags,
      participantTokenConfigurations: { type: 'unsupported' },
      autoParticipantRecordingConfiguration: { type: 'unsupported' },
    },
    run(account, input) {
      const tags = mergeTags({}, input.tags);
      if (account.stages.size >= ivsLimits.stages) {
        throw quotaExceeded(`An account has at most ${ivsLimits.stages} stages`);
      }
      const stage = {
        ...newArn('stage'),
        name: input.name ?? '',
        tags,
        endpoints: account.stageEndpoints,
      };
      account.stages.set(stage.arn, stage);
      return { stage: describeStage(account, stage), participantTokens: [] };
    },
  }),

  GetStage: operation({
    callsPerSecond: ivsLimits.stageCallsPerSecond,
    rules: { arn: stageArn },
    run: (account, { arn }) => ({ stage: describeStage(account, requireStage(account, arn)) }),
  }),

  ListStages: operation({
    callsPerSecond: ivsLimits.stageCallsPerSecond,
    rules: page,
    run(account, input) {
      const { items, ...rest } = paginate(account.stages.values(), (stage) => stage.arn, input);
      return { stages: items.map((stage) => summarizeStage(account, stage)), ...rest };
    },
  }),

  DeleteStage: operation({
    callsPerSecond: ivsLimits.stageCallsPerSecond,
    rules: { arn: stageArn },
    run(account, { arn }) {
      requireStage(account, arn);
      // The record goes first: a participant who is disconnected and reconnects at once must not find the stage.
      account.stages.delete(arn);
      account.stageServer.deleteStage(arn);
      return {};
    },
  }),
};

/** @throws {AwsError} ResourceNotFoundException, if there is no such stage. */
export function requireStage(account: Account, arn: string): StageRecord {
  const stage = account.stages.get(arn);
  if (!stage) throw resourceNotFound(arn);
  return stage;
}

/** A stage as ListStages returns it. */
function summarizeStage(account: Account, { arn, name, tags }: StageRecord) {
  const activeSessionId = account.stageServer.activeSessionId(arn);
  return { arn, name, tags, ...(activeSessionId !== undefined && { activeSessionId }) };
}

/** A stage as CreateStage and GetStage return it. */
function describeStage(account: Account, stage: StageRecord) {
  return { ...summarizeStage(account, stage), endpoints: stage.endpoints };
}
