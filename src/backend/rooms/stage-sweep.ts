import { describeError, log, roomTag } from '../aws/log.ts';
import type { Pace } from '../aws/paced-calls.ts';
import type { DueRooms } from './due-rooms.ts';
import type { OwnStage, Stages } from './stages.ts';

// `create-room` writes the record within 10 s of creating the stage; the rest is for clocks that differ.
const GRACE_SECONDS = 900;

export interface SweepReport {
  readonly deleted: number;
  readonly failed: number;
  /** False if the run had to end before it had seen all stages. */
  readonly complete: boolean;
}

export interface SweepOptions {
  readonly stages: Pick<Stages, 'listOwn' | 'delete'>;
  readonly rooms: Pick<DueRooms, 'withRecord'>;
  readonly pace: Pace;
}

/**
 * Deletes this deployment's stages that have no record, after a failed creation for example.
 * @param now - Epoch seconds.
 */
export function sweepOrphans({ stages, rooms, pace }: SweepOptions, now: number) {
  return sweep(stages, pace, async (page) => {
    const old = page.filter(({ createdAt }) => createdAt <= now - GRACE_SECONDS);
    const known = await rooms.withRecord(old.map(({ id }) => id));
    return old.filter(({ id }) => !known.has(id));
  });
}

/** Deletes all of this deployment's stages. Run by a destroy, which deletes the table itself. */
export const sweepAll = ({ stages, pace }: Pick<SweepOptions, 'stages' | 'pace'>) =>
  sweep(stages, pace, (page) => Promise.resolve(page));

async function sweep(
  stages: SweepOptions['stages'],
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
