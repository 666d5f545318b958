import type { Cloud } from '../cloud.ts';
import { resourceNotFound } from './ivs-errors.ts';
import type { StageRecord } from '../../shared/stage-records.ts';

/** @throws ResourceNotFoundException if there is no such stage. */
export function requireStage(cloud: Cloud, arn: string): StageRecord {
  const stage = cloud.stages.get(arn);
  if (!stage) throw resourceNotFound(arn);
  return stage;
}

/** A stage as ListStages tells it. */
export function summarizeStage(cloud: Cloud, { arn, name, tags }: StageRecord) {
  const activeSessionId = cloud.stageServer.activeSessionId(arn);
  return { arn, name, tags, ...(activeSessionId !== undefined && { activeSessionId }) };
}

/** A stage as CreateStage and GetStage tell it. */
export function describeStage(cloud: Cloud, stage: StageRecord) {
  return { ...summarizeStage(cloud, stage), endpoints: stage.endpoints };
}
