import {
  createRoomRequestSchema,
  createRoomResponseSchema,
  joinRoomRequestSchema,
  joinRoomResponseSchema,
  roomSchema,
} from './schemas.ts';

/** The HTTP API: each route by the name of its handler, with its request and response. */
export const routes = {
  'create-room': {
    method: 'POST',
    path: '/api/rooms',
    summary: 'Creates a room and joins it as its creator.',
    request: createRoomRequestSchema,
    response: { status: 201, schema: createRoomResponseSchema },
  },
  'join-room': {
    method: 'POST',
    path: '/api/rooms/{roomId}/participants',
    summary: 'Joins a room, or renews the token of a participant.',
    request: joinRoomRequestSchema,
    response: { status: 201, schema: joinRoomResponseSchema },
  },
  'get-room': {
    method: 'GET',
    path: '/api/rooms/{roomId}',
    summary:
      'Returns what a lobby shows: whether the room is live, speakers, listener count, end time.',
    response: { status: 200, schema: roomSchema },
  },
} as const;

export type RouteName = keyof typeof routes;

/** The route that a deployment can reserve to holders of an API key: those who may create rooms. */
export const keyedRoute = 'create-room' satisfies RouteName;

/** The header that carries the key. Preflights do not allow it, since a key in a page is a key for everybody. */
export const API_KEY_HEADER = 'x-api-key';
