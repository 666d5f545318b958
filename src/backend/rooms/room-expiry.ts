import { describeError, log, roomTag } from '../aws/log.ts';
import type { Pace } from '../aws/paced-calls.ts';
import type { DueRooms } from './due-rooms.ts';
import type { Stages } from './stages.ts';
import type { Channels } from './channels.ts';

export interface ExpiryReport {
  readonly ended: number;
  readonly failed: number;
  /** Seconds by which the oldest open room is past its end time; 0 if none is. */
  readonly lagSeconds: number;
}

export interface ExpiryOptions {
  readonly stages: Pick<Stages, 'delete'>;
  /** Undefined in a deployment without channels. */
  readonly channels?: Pick<Channels, 'delete'> | undefined;
  readonly pace: Pace;
  readonly now: number;
}

/**
 * Ends the rooms that have reached their end time. The stage and the channel are deleted first, which disconnects
 * everybody, then the record: after a failure in between, the next run finds the room again.
 * @param options - `now` in epoch seconds.
 */
export async function endDueRooms(
  rooms: DueRooms,
  { stages, channels, pace, now }: ExpiryOptions,
): Promise<ExpiryReport> {
  const report = { ended: 0, failed: 0, lagSeconds: 0 };
  for await (const room of rooms.endedBefore(now)) {
    const inTime = await pace.turn();
    try {
      if (inTime) {
        await Promise.all([
          stages.delete(room.stageArn),
          room.channelArn !== undefined && channels?.delete(room.channelArn),
        ]);
        await rooms.delete(room.id);
        report.ended++;
        continue;
      }
    } catch (error) {
      // A room that can't be ended must not keep the others open.
      report.failed++;
      log.error('Room not ended', { room: roomTag(room.id), error: describeError(error) });
    }
    report.lagSeconds = Math.max(report.lagSeconds, now - room.expiresAt);
    if (!inTime) break;
  }
  return report;
}
