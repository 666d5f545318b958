import {
  createRoomRequestSchema,
  createRoomResponseSchema,
  joinRoomRequestSchema,
  joinRoomResponseSchema,
  roomSchema,
} from './schemas.ts';

/** The HTTP API: each route, the handler that answers it, and what goes in and out. */
export const routes = {
  'create-room': {
    method: 'POST',
    path: '/api/rooms',
    summary: 'Creates a room and its stage, and joins its creator.',
    request: createRoomRequestSchema,
    response: { status: 201, schema: createRoomResponseSchema },
  },
  'join-room': {
    method: 'POST',
    path: '/api/rooms/{roomId}/participants',
    summary: 'Joins a room, or renews a token for the same participant.',
    request: joinRoomRequestSchema,
    response: { status: 201, schema: joinRoomResponseSchema },
  },
  'get-room': {
    method: 'GET',
    path: '/api/rooms/{roomId}',
    summary: 'What a lobby shows: live or not, speakers, listener count, when it closes.',
    response: { status: 200, schema: roomSchema },
  },
} as const;

export type RouteName = keyof typeof routes;
