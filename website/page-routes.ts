import { ROOM_ID_PATTERN } from '../src/api/limits.ts';

export type Route = { page: 'landing' } | { page: 'room'; roomId: string } | { page: 'unknown' };

// A link may have been copied with the dot of its sentence.
const ROOM_PATH = new RegExp(`^/room/(${ROOM_ID_PATTERN})/?\\.*$`);
const ROOM_LINK = new RegExp(`^(?:\\S*/room/)?(${ROOM_ID_PATTERN})/?(?:[?#]\\S*)?\\.*$`);

/** The page at a path. */
export function routeOf(pathname: string): Route {
  if (pathname === '/') return { page: 'landing' };
  const roomId = ROOM_PATH.exec(pathname)?.[1];
  return roomId ? { page: 'room', roomId } : { page: 'unknown' };
}

/** The path of a room's page. */
export function pathOf(roomId: string): string {
  return `/room/${roomId}`;
}

/** The id of the room that a text refers to: a link to its page, the path of that page, or the id itself. */
export function roomIdIn(text: string): string | undefined {
  return ROOM_LINK.exec(text.trim())?.[1];
}
