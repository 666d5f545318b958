import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type {
  ParticipantRecord,
  PublicKeyRecord,
  StageRecord,
  StageUpdate,
} from '../shared/stage-records.ts';
import type { Impairment } from './impairment.ts';
import type { StageTimings } from './timings.ts';

export interface StageServerOptions {
  /** The control plane's word on what exists; asked at each join and each media request. */
  readonly findStage: (arn: string) => StageRecord | undefined;
  readonly findPublicKey: (arn: string) => PublicKeyRecord | undefined;
  /** Called for each stage event, in order. */
  readonly emit: (update: StageUpdate) => void;
  /** Address that media binds to; loopback unless told otherwise. */
  readonly mediaAddress: string;
  /** The UDP port of what is published, and the next one is of what is heard; 0 lets the system choose both. */
  readonly mediaPort: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Whether pages of an origin may connect; those of any origin, if absent. */
  readonly allowsOrigin?: (origin: string) => boolean;
  /** Told of failures of the server itself, which clients hear of only as such; `console.error`, if absent. */
  readonly report?: (failure: unknown) => void;
  /** A bad network to subscribers, for tests. */
  readonly impairment?: Impairment;
  /** Other waits than the usual ones, for tests. */
  readonly timings?: Partial<StageTimings>;
}

/** What is open now. */
export interface StageCounts {
  readonly sockets: number;
  readonly peerConnections: number;
  /** Stages with somebody on them. */
  readonly stages: number;
  readonly participants: number;
}

/** What a stage looks like from inside: the control plane reads it, tests count with it. */
export interface StageServer {
  /** The base paths, e.g. `/stages/events` and `/stages/whip`; stage endpoints are these behind the server's address. */
  readonly eventsPath: string;
  readonly whipPath: string;
  /** The UDP port of what is published. */
  readonly mediaPort: number;
  /** Answers an upgrade to the events socket. Returns false if the path is another's. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Answers a WHIP or WHEP request. Returns false if the path is another's. */
  handleRequest(request: IncomingMessage, response: ServerResponse, url: URL): boolean;
  /** Tells everybody that the stage is deleted and closes their connections. */
  deleteStage(arn: string): void;
  /** Ends a participant's connection and refuses its token from now on. Returns false if it never joined. */
  disconnectParticipant(arn: string, participantId: string, reason: string): boolean;
  /** The session that is running on a stage, if any. */
  activeSessionId(arn: string): string | undefined;
  /** Everybody who joined in a session that still runs, in order of their first join. */
  participants(arn: string, sessionId: string): readonly ParticipantRecord[] | undefined;
  /** What is open now; all zero when nobody is there. */
  counts(): StageCounts;
  /** Ends all stages and gives the ports back; once, however often it is asked. */
  close(): Promise<void>;
}
