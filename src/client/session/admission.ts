import type { JoinRoomResponse, Role } from '../../api/schemas.ts';
import type { JoinRequest, RoomApi } from '../api/room-api.ts';
import { RoomError } from '../room-error.ts';
import { storedHostKey, storeHostKey, visitorKey } from './visitor.ts';

export interface Admission<Answer = JoinRoomResponse> {
  readonly joined: Answer;
  /** The key with which this person is a host; undefined if it is none. */
  readonly hostKey: string | undefined;
  /** What this person will be told, although they are in the room: their host link is worthless. */
  readonly notice?: RoomError;
}

export interface AdmissionRequest {
  readonly api: RoomApi;
  readonly roomId: string;
  readonly name: string;
  readonly role: Role;
  /** Default: the one that this browser keeps for the room. */
  readonly hostKey?: string | undefined;
  readonly signal: AbortSignal;
}

/** Joins as a host, if there is a host key and it is still right, else as anybody; and on stage only if that is allowed. */
export async function admit(request: AdmissionRequest): Promise<Admission> {
  const { api, roomId, name, role, signal } = request;
  const visitor = await visitorKey(roomId);
  const hostKey = request.hostKey ?? storedHostKey(roomId);
  const first: JoinRequest = { name, role, visitor, ...(hostKey !== undefined && { hostKey }) };
  const [joined, refusals] = await withLess(first, (less) => api.join(roomId, less, { signal }));
  const refused = refusals.get('NOT_HOST');
  // An API of an older version knows no hosts.
  const key = joined.participant.host ? hostKey : undefined;
  if (refused) storeHostKey(roomId, undefined);
  return { joined, hostKey: key, ...(refused && { notice: refused }) };
}

/**
 * Sends a request, and again without what is refused: a host key that is worthless, the right to publish where the stage
 * is by invitation, a visitor key by an API of an older version.
 * @param keepsRole - Whether a refusal of the right to publish is final.
 * @returns the answer, and the refusals by their code
 */
export async function withLess<Answer>(
  request: JoinRequest,
  send: (request: JoinRequest) => Promise<Answer>,
  keepsRole = false,
): Promise<[answer: Answer, refusals: ReadonlyMap<string, RoomError>]> {
  const refusals = new Map<string, RoomError>();
  let rest = request;
  for (;;) {
    try {
      return [await send(rest), refusals];
    } catch (error) {
      if (!(error instanceof RoomError)) throw error;
      const less = without(rest, error.code, keepsRole);
      if (!less) throw error;
      rest = less;
      refusals.set(error.code, error);
    }
  }
}

function without(request: JoinRequest, code: string, keepsRole: boolean): JoinRequest | undefined {
  const { hostKey, ...guest } = request;
  if (code === 'NOT_HOST') return hostKey === undefined ? undefined : guest;
  const { visitor, ...unknown } = request;
  if (code === 'INVALID_REQUEST') return visitor === undefined ? undefined : unknown;
  if (code !== 'STAGE_BY_INVITATION' || keepsRole || request.role !== 'speaker') return undefined;
  return { ...request, role: 'listener' };
}
