import type { DueRooms } from './due-rooms.ts';
import { describeError, log, roomTag } from '../aws/log.ts';
import type { Pace } from '../aws/paced-calls.ts';
import type { OwnStage, Stages } from './stages.ts';

// `create-room` has 10 s from making a stage to writing its record; the rest is for clocks that differ.
const GRACE_SECONDS = 900;

export interface SweepReport {
  readonly deleted: number;
  readonly failed: number;
  /** False: the time was over before all was seen. */
  readonly complete: boolean;
}

export interface SweepParts {
  readonly stages: Pick<Stages, 'listOwn' | 'delete'>;
  readonly rooms: Pick<DueRooms, 'withRecord'>;
  readonly pace: Pace;
}

/** Deletes our stages that have no record: a failed creation left them, or a record that was lost. */
export function sweepOrphans({ stages, rooms, pace }: SweepParts, now: number) {
  return sweep(stages, pace, async (page) => {
    const old = page.filter(({ createdAt }) => createdAt <= now - GRACE_SECONDS);
    const known = await rooms.withRecord(old.map(({ id }) => id));
    return old.filter(({ id }) => !known.has(id));
  });
}

/** Deletes all our stages; a destroy calls this, and removes the table itself. */
export const sweepAll = ({ stages, pace }: Pick<SweepParts, 'stages' | 'pace'>) =>
  sweep(stages, pace, (page) => Promise.resolve(page));

async function sweep(
  stages: SweepParts['stages'],
  pace: Pace,
  choose: (page: readonly OwnStage[]) => Promise<readonly OwnStage[]>,
): Promise<SweepReport> {
  const report = { deleted: 0, failed: 0 };
  for await (const page of stages.listOwn(() => pace.turn())) {
    for (const { id, arn } of await choose(page)) {
      if (!(await pace.turn())) return { ...report, complete: false };
      try {
        await stages.delete(arn);
        report.deleted++;
      } catch (error) {
        report.failed++;
        log.error('Stage not deleted', { room: roomTag(id), error: describeError(error) });
      }
    }
  }
  return { ...report, complete: await pace.turn() };
}
