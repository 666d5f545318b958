import { openChannelResponseSchema } from './channel-schemas.ts';
import {
  changeRoomRequestSchema,
  createRoomRequestSchema,
  createRoomResponseSchema,
  roomForHostsSchema,
  joinRoomRequestSchema,
  joinRoomResponseSchema,
  roomDetailsSchema,
} from './schemas.ts';

interface RouteDefinition {
  /** The function that answers it. */
  readonly function: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  /** What `Authorization: Bearer` may hold. */
  readonly bearer?: string;
  /** What the query may hold, each with a description. */
  readonly query?: Readonly<Record<string, string>>;
  readonly request?: object;
  readonly response: { readonly status: number; readonly schema?: object };
}

const HOST_KEY = 'The host key of the room.';
const BY = { by: 'The participant id of the host who calls, so that others learn who it was.' };

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
    summary: 'Returns what a lobby and a panel of people show: who is there, hands, the end time.',
    response: { status: 200, schema: roomDetailsSchema },
  },
  'change-room': {
    function: 'manage-room',
    method: 'PATCH',
    path: '/api/rooms/{roomId}',
    summary:
      'Changes the title, the stage, the lock, the chat or the host key. What is left out stays.',
    bearer: HOST_KEY,
    request: changeRoomRequestSchema,
    response: { status: 200, schema: roomForHostsSchema },
  },
  'end-room': {
    function: 'manage-room',
    method: 'DELETE',
    path: '/api/rooms/{roomId}',
    summary: 'Ends the room for everybody.',
    bearer: HOST_KEY,
    response: { status: 204 },
  },
  'invite-to-stage': {
    function: 'manage-people',
    method: 'PUT',
    path: '/api/rooms/{roomId}/participants/{participantId}/stage',
    summary: 'Invites somebody to the stage, and lowers their hand.',
    bearer: HOST_KEY,
    response: { status: 200, schema: roomDetailsSchema },
  },
  'take-off-stage': {
    function: 'manage-people',
    method: 'DELETE',
    path: '/api/rooms/{roomId}/participants/{participantId}/stage',
    summary: 'Takes somebody off the stage until they are invited; by force if needed, after 3 s.',
    bearer: HOST_KEY,
    query: BY,
    response: { status: 200, schema: roomDetailsSchema },
  },
  'ask-to-mute': {
    function: 'manage-people',
    method: 'POST',
    path: '/api/rooms/{roomId}/participants/{participantId}/mute',
    summary: 'Asks somebody to mute, which their page does.',
    bearer: HOST_KEY,
    query: BY,
    response: { status: 200, schema: roomDetailsSchema },
  },
  'remove-participant': {
    function: 'manage-people',
    method: 'DELETE',
    path: '/api/rooms/{roomId}/participants/{participantId}',
    summary: 'Removes somebody, who gets no token of this room any more.',
    bearer: HOST_KEY,
    query: BY,
    response: { status: 200, schema: roomDetailsSchema },
  },
  'readmit-participant': {
    function: 'manage-people',
    method: 'DELETE',
    path: '/api/rooms/{roomId}/removals/{participantId}',
    summary: 'Lets somebody in again who was removed.',
    bearer: HOST_KEY,
    response: { status: 200, schema: roomForHostsSchema },
  },
  'lower-hands': {
    function: 'manage-people',
    method: 'DELETE',
    path: '/api/rooms/{roomId}/hands',
    summary: 'Lowers all hands.',
    bearer: HOST_KEY,
    response: { status: 200, schema: roomDetailsSchema },
  },
  silence: {
    function: 'manage-people',
    method: 'PUT',
    path: '/api/rooms/{roomId}/participants/{participantId}/silence',
    summary: 'Takes the right to write in the channel from somebody.',
    bearer: HOST_KEY,
    response: { status: 200, schema: roomDetailsSchema },
  },
  unsilence: {
    function: 'manage-people',
    method: 'DELETE',
    path: '/api/rooms/{roomId}/participants/{participantId}/silence',
    summary: 'Lets somebody write in the channel again.',
    bearer: HOST_KEY,
    response: { status: 200, schema: roomDetailsSchema },
  },
  'open-channel': {
    function: 'open-channel',
    method: 'POST',
    path: '/api/rooms/{roomId}/channel',
    summary: 'Returns what a participant needs to connect to the room channel.',
    bearer: "The participant's token.",
    response: { status: 201, schema: openChannelResponseSchema },
  },
  'raise-hand': {
    function: 'join-room',
    method: 'PUT',
    path: '/api/rooms/{roomId}/hands/{participantId}',
    summary: 'Raises the hand of a participant.',
    bearer: "The participant's token.",
    response: { status: 200, schema: roomDetailsSchema },
  },
  'lower-hand': {
    function: 'join-room',
    method: 'DELETE',
    path: '/api/rooms/{roomId}/hands/{participantId}',
    summary: 'Lowers a hand. With the token of its participant, it also declines an invitation.',
    bearer: "The participant's token, or the host key of the room.",
    response: { status: 200, schema: roomDetailsSchema },
  },
} as const satisfies Record<string, RouteDefinition>;

export type RouteName = keyof typeof routes;

/** The route that a deployment can reserve to holders of an API key: those who may create rooms. */
export const keyedRoute = 'create-room' satisfies RouteName;

/** The header that carries the key. Preflights do not allow it, since a key in a page is a key for everybody. */
export const API_KEY_HEADER = 'x-api-key';
