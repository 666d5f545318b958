import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { parseUrl } from '../shared/http.ts';
import { Bans } from './bans.ts';
import { answerCors, isAllowedOrigin } from './cors.ts';
import { EventsSocket } from './events-socket.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { MediaEndpoint } from './media-endpoint.ts';
import { openMediaPorts } from './media-port.ts';
import { Stage, type StageContext } from './stage.ts';
import { StageEvents } from './stage-events.ts';
import type { StageCounts, StageServer, StageServerOptions } from './stage-server.types.ts';
import { defaultTimings } from './timings.ts';
import type { StageToken } from './token-claims.ts';
import { TokenVerifier } from './token-verifier.ts';

const EVENTS_PATH = '/stages/events';
const WHIP_PATH = '/stages/whip';

/** Starts a stage server. It has no HTTP server of its own: hand it the requests and upgrades. */
export async function createStageServer(options: StageServerOptions): Promise<StageServer> {
  const { now = Date.now, report = console.error, allowsOrigin } = options;
  const timings = { ...defaultTimings, ...options.timings };
  const ports = await openMediaPorts(options.mediaAddress, options.mediaPort, options.impairment);
  const bans = new Bans(now);
  const gatekeeper = new Gatekeeper(new TokenVerifier(options, now), bans);
  const stages = new Map<string, Stage>();
  const context: StageContext = {
    ports,
    timings,
    now,
    events: new StageEvents(options.emit, now),
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
  const media = new MediaEndpoint({ gatekeeper, report, find });
  const close = async (): Promise<void> => {
    for (const stage of stages.values()) stage.end('SERVER_CLOSED', 'The stage server closes');
    await socket.close();
    ports.close();
  };
  let closed: Promise<void> | undefined;

  return {
    eventsPath: EVENTS_PATH,
    whipPath: WHIP_PATH,
    mediaPort: ports.published.port,

    handleUpgrade(request: IncomingMessage, duplex: Duplex, head: Buffer): boolean {
      const url = parseUrl(request);
      if (url?.pathname !== EVENTS_PATH) return false;
      if (isAllowedOrigin(request.headers.origin, allowsOrigin))
        socket.accept(request, duplex, head, url.searchParams);
      else refuseUpgrade(duplex);
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

function refuseUpgrade(duplex: Duplex): void {
  // Nobody else listens to a socket that asked for an upgrade: a reset would end the process.
  duplex.on('error', () => {});
  duplex.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
}
