import { PARTICIPANT_ID_PATTERN, ROOM_ID_PATTERN } from '../../api/limits.ts';
import { participantNotFound, roomNotFound } from './problem-errors.ts';

// Apart from the parser of JSON bodies, so that a function without a body has no schema validator in its bundle.

/** What the handlers read of an API Gateway proxy event. Every field is checked before it is used. */
export interface ApiEvent {
  readonly httpMethod?: unknown;
  /** The route's path, with placeholders. */
  readonly resource?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
  readonly headers?: unknown;
  readonly pathParameters?: unknown;
  readonly queryStringParameters?: unknown;
  readonly requestContext?: unknown;
}

const ROOM_ID = new RegExp(`^${ROOM_ID_PATTERN}$`);
const PARTICIPANT_ID = new RegExp(`^${PARTICIPANT_ID_PATTERN}$`);

/** @returns the room id in the path. @throws ProblemError `ROOM_NOT_FOUND` if it can't be one: there is no such room. */
export function parseRoomId(event: ApiEvent): string {
  const roomId = property(event.pathParameters, 'roomId');
  if (typeof roomId !== 'string' || !ROOM_ID.test(roomId)) throw roomNotFound();
  return roomId;
}

/** @returns the participant id in the path. @throws ProblemError `NOT_FOUND` if it can't be one. */
export function parseParticipantId(event: ApiEvent): string {
  const id = property(event.pathParameters, 'participantId');
  if (typeof id !== 'string' || !PARTICIPANT_ID.test(id)) throw participantNotFound();
  return id;
}

/** @returns the participant id of the host who calls, as `?by=` says; undefined if it can't be one. */
export function byOf(event: ApiEvent): string | undefined {
  const by = property(event.queryStringParameters, 'by');
  return typeof by === 'string' && PARTICIPANT_ID.test(by) ? by : undefined;
}

/** What the request has behind `Authorization: Bearer`. */
export const bearerOf = (event: ApiEvent): string | undefined =>
  /^Bearer +([\w.-]+) *$/i.exec(headerOf(event, 'authorization') ?? '')?.[1];

/** API Gateway's id of the request, which its access log has, too. */
export function requestIdOf(event: ApiEvent): string {
  const id = property(event.requestContext, 'requestId');
  // The form is checked because a log line must not contain anything that a caller chose.
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : 'unknown';
}

/** @returns the value of a header, whose name may have any case in the event. Of several, API Gateway passes the last. */
export function headerOf(event: ApiEvent, name: string): string | undefined {
  const { headers } = event;
  if (typeof headers !== 'object' || headers === null) return undefined;
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return typeof value === 'string' ? value : undefined;
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
