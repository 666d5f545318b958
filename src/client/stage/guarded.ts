import { toRoomError } from '../room-error.ts';
import type { StageReport } from './stage-report.ts';

type Listener<Args extends unknown[]> = (...args: Args) => void;

/** Wraps a listener for the SDK, so that a bug in it is reported whatever the SDK does with errors of listeners. */
export type Guard = <Args extends unknown[]>(listener: Listener<Args>) => Listener<Args>;

export function guardFor(report: (report: StageReport) => void): Guard {
  return (listener) =>
    (...args) => {
      try {
        listener(...args);
      } catch (thrown) {
        report({ type: 'failed', error: toRoomError(thrown) });
      }
    };
}
