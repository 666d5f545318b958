import type { RoomSnapshot } from '../snapshot.ts';
import type { StageConnection } from '../stage/stage-connection.ts';
import { QualityMonitor } from './quality-monitor.ts';
import { ReceptionMonitor } from './reception-monitor.ts';
import type { RoomFact } from './room-fact.ts';

export interface MonitorOptions {
  /** The connection that there is now. */
  readonly connection: () => StageConnection;
  /** Whether a new connection is being made. */
  readonly reconnecting: () => boolean;
  readonly snapshot: () => RoomSnapshot;
  readonly report: (fact: RoomFact) => void;
  readonly onFailure: (thrown: unknown) => void;
}

/** Measures how good the connection is, and who can be heard. @returns a function that stops it */
export function monitor(options: MonitorOptions): () => void {
  const { connection, reconnecting, snapshot, report, onFailure } = options;
  const quality = new QualityMonitor({
    measure: () => connection().quality(),
    onQuality: (measured) => report({ type: 'quality-measured', quality: measured }),
    onFailure,
  });
  const reception = new ReceptionMonitor({
    connection,
    paused: () => snapshot().reconnecting || reconnecting(),
    onReception: (measured) => report({ type: 'reception-measured', ...measured }),
    onFailure,
  });
  return () => {
    quality.stop();
    reception.stop();
  };
}
