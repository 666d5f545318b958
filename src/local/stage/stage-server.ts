import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { parseUrl } from '../shared/http.ts';
import type { ParticipantRecord, StageUpdate } from '../shared/stage-records.ts';
import { isAllowedOrigin, refuseUpgrade } from '../shared/upgrades.ts';
import { Bans } from './tokens/bans.ts';
import { answerCors } from './cors.ts';
import { EventsSocket } from './events-socket.ts';
import { Gatekeeper } from './tokens/gatekeeper.ts';
import { MediaEndpoint } from './media-endpoint.ts';
import type { Impairment } from './media/impairment.ts';
import { MediaPorts } from './media/media-ports.ts';
import { Stage, type StageContext } from './session/stage.ts';
import { StageUpdateEvents } from './session/stage-update-events.ts';
import { defaultTimings, type StageTimings } from './session/stage-timings.ts';
import type { StageToken } from './tokens/token-claims.ts';
import { TokenVerifier, type TokenLookups } from './tokens/token-verifier.ts';

export interface StageServerOptions extends TokenLookups {
  /** Called for each stage event, in order. */
  readonly emit: (update: StageUpdate) => void;
  /** The address that media binds to. A browser that refuses loopback gets this machine's own address instead. */
  readonly mediaAddress: string;
  /** The UDP port for publishers; subscribers use the next one. 0 for any free ports. */
  readonly mediaPort: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Whether pages of an origin may connect; all may if absent. */
  readonly allowsOrigin?: (origin: string) => boolean;
  /** Called with bugs of the server, of which clients learn no details; `console.error` if absent. */
  readonly report?: (failure: unknown) => void;
  /** Simulates a bad network to subscribers, for tests. */
  readonly impairment?: Impairment;
  /** Finds this machine's address on its network. Replaced by tests. */
  readonly findOwnAddress?: () => string | undefined;
  /** Replaces timings, for tests. */
  readonly timings?: Partial<StageTimings>;
}

/** What is open now. */
export interface StageCounts {
  readonly sockets: number;
  readonly peerConnections: number;
  /** Stages with participants. */
  readonly stages: number;
  readonly participants: number;
}

/** The stage server as the control plane and the HTTP server use it. */
export interface StageServer {
  /** Base paths. A stage's endpoints are the server's address followed by these. */
  readonly eventsPath: string;
  readonly whipPath: string;
  /** The UDP port for publishers. */
  readonly mediaPort: number;
  /** Handles an upgrade to the events socket. Returns false if the path is not the stage server's. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Handles a WHIP or WHEP request. Returns false if the path is not the stage server's. */
  handleRequest(request: IncomingMessage, response: ServerResponse, url: URL): boolean;
  /** Notifies all participants that the stage is deleted and closes their connections. */
  deleteStage(arn: string): void;
  /** Disconnects a participant and refuses its tokens from now on. Returns false if it never joined. */
  disconnectParticipant(arn: string, participantId: string, reason: string): boolean;
  /** The id of a stage's current session, if there is one. */
  activeSessionId(arn: string): string | undefined;
  /** All participants of a stage's current session, in the order of their first join. Undefined if the session is over. */
  participants(arn: string, sessionId: string): readonly ParticipantRecord[] | undefined;
  /** What is open now: all zero when nobody is connected. */
  counts(): StageCounts;
  /** Ends all stages and frees the ports. Later calls wait for the same end. */
  close(): Promise<void>;
}

const EVENTS_PATH = '/stages/events';
const WHIP_PATH = '/stages/whip';

/** Starts a stage server. It has no HTTP server of its own: pass it requests and upgrades. */
export async function createStageServer(options: StageServerOptions): Promise<StageServer> {
  const { now = Date.now, report = console.error, allowsOrigin } = options;
  const timings = { ...defaultTimings, ...options.timings };
  const { mediaAddress: address, mediaPort: port, impairment, findOwnAddress } = options;
  const ports = await MediaPorts.open({ address, port, impairment, findOwnAddress });
  const bans = new Bans(now);
  const gatekeeper = new Gatekeeper(new TokenVerifier(options, now), bans);
  const stages = new Map<string, Stage>();
  const context: StageContext = {
    impairment,
    timings,
    now,
    events: new StageUpdateEvents(options.emit, now),
    onIdle: (stage) => {
      if (stages.get(stage.arn) === stage) stages.delete(stage.arn);
    },
  };

  const enter = (token: StageToken, traceId: string, socket: WebSocket) => {
    const stage = stages.get(token.stageArn) ?? new Stage(token, context);
    stages.set(token.stageArn, stage);
    return { stage, participant: stage.join(token, traceId, socket) };
  };
  const find = (token: StageToken) => {
    const stage = stages.get(token.stageArn);
    const participant = stage?.participants.get(token.participantId);
    return stage && participant ? { stage, participant } : undefined;
  };
  const socket = new EventsSocket({ gatekeeper, timings, report, enter });
  const media = new MediaEndpoint({ gatekeeper, ports, report, find });
  const close = async (): Promise<void> => {
    for (const stage of stages.values())
      stage.end('SERVER_CLOSED', 'The stage server is shutting down');
    await socket.close();
    ports.close();
  };
  let closed: Promise<void> | undefined;

  return {
    eventsPath: EVENTS_PATH,
    whipPath: WHIP_PATH,
    mediaPort: ports.port,

    handleUpgrade(request: IncomingMessage, duplex: Duplex, head: Buffer): boolean {
      const url = parseUrl(request);
      if (url?.pathname !== EVENTS_PATH) return false;
      if (isAllowedOrigin(request.headers.origin, allowsOrigin))
        socket.accept(request, duplex, head, url.searchParams);
      else refuseUpgrade(duplex, '403 Forbidden');
      return true;
    },

    handleRequest(request: IncomingMessage, response: ServerResponse, url: URL): boolean {
      const path = url.pathname;
      if (!path.startsWith(`${WHIP_PATH}/`)) return false;
      if (!isAllowedOrigin(request.headers.origin, allowsOrigin)) response.writeHead(403).end();
      else if (!answerCors(request, response))
        void media.handle(path.slice(WHIP_PATH.length), request, response);
      return true;
    },

    deleteStage(arn: string): void {
      stages.get(arn)?.end('STAGE_DELETED', 'The stage was deleted');
      bans.forget(arn);
    },

    disconnectParticipant(arn: string, participantId: string, reason: string): boolean {
      const stage = stages.get(arn);
      if (!stage?.session.has(participantId)) return false;
      bans.add(arn, participantId);
      const participant = stage.participants.get(participantId);
      if (participant) stage.leave(participant, 'PARTICIPANT_DISCONNECTED', reason);
      return true;
    },

    activeSessionId: (arn: string) => stages.get(arn)?.session.id,

    participants(arn: string, sessionId: string) {
      const session = stages.get(arn)?.session;
      return session?.id === sessionId ? session.participants : undefined;
    },

    counts(): StageCounts {
      const busy = [...stages.values()].filter((stage) => stage.participants.size > 0);
      return {
        sockets: socket.size,
        peerConnections: media.size,
        stages: busy.length,
        participants: busy.reduce((sum, stage) => sum + stage.participants.size, 0),
      };
    },

    close(): Promise<void> {
      closed ??= close();
      return closed;
    },
  };
}
