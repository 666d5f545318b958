import { describeError, log, roomTag } from '../aws/log.ts';
import type { Pace } from '../aws/paced-calls.ts';
import type { OwnChannel } from './channels.ts';
import type { DueRecord, DueRooms } from './due-rooms.ts';
import type { OwnStage } from './stages.ts';

// `create-room` and `open-channel` write the record within 10 s of creating a stage or a channel; the rest is for clocks that differ.
const GRACE_SECONDS = 900;

export interface SweepReport {
  readonly deleted: number;
  readonly failed: number;
  /** False if the run had to end before it had seen all of them. */
  readonly complete: boolean;
}

/** A stage or a channel of this deployment. */
type Own = OwnStage | OwnChannel;

interface Sweepable {
  listOwn(turn: () => Promise<boolean>): AsyncGenerator<readonly Own[]>;
  delete(arn: string): Promise<void>;
}

interface OrphanOptions {
  readonly rooms: Pick<DueRooms, 'records'>;
  readonly pace: Pace;
}

/**
 * Deletes this deployment's stages that have no record, after a failed creation for example.
 * @param now - Epoch seconds.
 */
export const sweepStages = (
  { stages, ...options }: OrphanOptions & { readonly stages: Sweepable },
  now: number,
) => sweepOrphans(stages, (_stage, record) => record === undefined, options, now);

/**
 * Deletes this deployment's channels that are in no record, such as one that lost a race.
 * @param now - Epoch seconds.
 */
export const sweepChannels = (
  { channels, ...options }: OrphanOptions & { readonly channels: Sweepable },
  now: number,
) =>
  sweepOrphans(
    channels,
    ({ arn }, record) => record !== 'unread' && record?.channelArn !== arn,
    options,
    now,
  );

/** Deletes all of this deployment's stages or channels. Run by a destroy, which deletes the table itself. */
export const sweepAll = (sweepable: Sweepable, pace: Pace) =>
  sweep(sweepable, pace, (page) => Promise.resolve(page));

const sweepOrphans = (
  sweepable: Sweepable,
  isOrphan: (own: Own, record: DueRecord | undefined) => boolean,
  { rooms, pace }: OrphanOptions,
  now: number,
) =>
  sweep(sweepable, pace, async (page) => {
    const old = page.filter(({ createdAt }) => createdAt <= now - GRACE_SECONDS);
    const records = await rooms.records(old.map(({ id }) => id));
    return old.filter((own) => isOrphan(own, records.get(own.id)));
  });

async function sweep(
  sweepable: Sweepable,
  pace: Pace,
  choose: (page: readonly Own[]) => Promise<readonly Own[]>,
): Promise<SweepReport> {
  const report = { deleted: 0, failed: 0 };
  for await (const page of sweepable.listOwn(() => pace.turn())) {
    for (const { id, arn } of await choose(page)) {
      if (!(await pace.turn())) return { ...report, complete: false };
      try {
        await sweepable.delete(arn);
        report.deleted++;
      } catch (error) {
        report.failed++;
        log.error('Stage or channel not deleted', {
          room: roomTag(id),
          error: describeError(error),
        });
      }
    }
  }
  return { ...report, complete: await pace.turn() };
}
