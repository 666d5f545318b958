import type { CreateRoomResponse, JoinRoomResponse, Role } from '../../api/schemas.ts';
import type { CreateRequest, JoinRequest, RoomApi } from '../api/room-api.ts';
import { RoomError } from '../room-error.ts';
import { randomKey, storedHostKey, storeHostKey, storeVisitorKey, visitorKey } from './visitor.ts';

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

/** Creates a room, with a visitor key that is kept for it: there was no room yet whose key this could have been. */
export async function admitCreator(
  api: RoomApi,
  request: CreateRequest,
  signal: AbortSignal,
): Promise<Admission<CreateRoomResponse>> {
  const visitor = randomKey();
  const [joined, refusals] = await withLess({ ...request, visitor }, (less) =>
    api.create(less, { signal }),
  );
  if (!refusals.has('INVALID_REQUEST')) storeVisitorKey(joined.room.id, visitor);
  return { joined, hostKey: joined.hostKey };
}

/** What can be left out of a request. */
type Reducible = Partial<Pick<JoinRequest, 'role' | 'visitor' | 'hostKey'>>;

/**
 * Sends a request, and again without what is refused: a host key that is worthless, the right to publish where the stage
 * is by invitation, a visitor key by an API of an older version.
 * @param keepsRole - Whether a refusal of the right to publish is final.
 * @returns the answer, and the refusals by their code
 */
export async function withLess<Request extends Reducible, Answer>(
  request: Request,
  send: (request: Request) => Promise<Answer>,
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

function without<Request extends Reducible>(
  request: Request,
  code: string,
  keepsRole: boolean,
): Request | undefined {
  const { role, visitor, hostKey } = request;
  const has: Record<string, unknown> = { ...request };
  if (code === 'NOT_HOST' && hostKey !== undefined) delete has['hostKey'];
  else if (code === 'INVALID_REQUEST' && visitor !== undefined) delete has['visitor'];
  else if (code === 'STAGE_BY_INVITATION' && role === 'speaker' && !keepsRole) {
    has['role'] = 'listener';
  } else return undefined;
  return has as Request;
}
