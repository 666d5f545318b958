import {
  changeRoomRequestSchema,
  changeRoomResponseSchema,
  createRoomRequestSchema,
  createRoomResponseSchema,
  joinRoomRequestSchema,
  joinRoomResponseSchema,
  roomSchema,
} from './schemas.ts';

interface RouteDefinition {
  /** The function that answers it. */
  readonly function: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  /** What `Authorization: Bearer` may hold. */
  readonly bearer?: string;
  readonly request?: object;
  readonly response: { readonly status: number; readonly schema?: object };
}

const HOST_KEY = 'The host key of the room.';

/** The HTTP API: each route by its name, with its function, its request and its response. */
export const routes = {
  'create-room': {
    function: 'create-room',
    method: 'POST',
    path: '/api/rooms',
    summary: 'Creates a room and joins it as its host.',
    request: createRoomRequestSchema,
    response: { status: 201, schema: createRoomResponseSchema },
  },
  'join-room': {
    function: 'join-room',
    method: 'POST',
    path: '/api/rooms/{roomId}/participants',
    summary: 'Joins a room, or renews the token of a participant.',
    bearer: 'The host key of the room, to join as a host.',
    request: joinRoomRequestSchema,
    response: { status: 201, schema: joinRoomResponseSchema },
  },
  'get-room': {
    function: 'get-room',
    method: 'GET',
    path: '/api/rooms/{roomId}',
    summary:
      'Returns what a lobby shows: whether the room is live, speakers, listener count, end time.',
    response: { status: 200, schema: roomSchema },
  },
  'change-room': {
    function: 'manage-room',
    method: 'PATCH',
    path: '/api/rooms/{roomId}',
    summary: 'Changes the title, the stage, the lock or the host key. What is left out stays.',
    bearer: HOST_KEY,
    request: changeRoomRequestSchema,
    response: { status: 200, schema: changeRoomResponseSchema },
  },
  'end-room': {
    function: 'manage-room',
    method: 'DELETE',
    path: '/api/rooms/{roomId}',
    summary: 'Ends the room for everybody.',
    bearer: HOST_KEY,
    response: { status: 204 },
  },
} as const satisfies Record<string, RouteDefinition>;

export type RouteName = keyof typeof routes;

/** The route that a deployment can reserve to holders of an API key: those who may create rooms. */
export const keyedRoute = 'create-room' satisfies RouteName;

/** The header that carries the key. Preflights do not allow it, since a key in a page is a key for everybody. */
export const API_KEY_HEADER = 'x-api-key';
