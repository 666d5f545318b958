import { ROOM_ID_PATTERN } from '../src/api/limits.ts';

export type Route = { page: 'landing' } | { page: 'room'; roomId: string } | { page: 'unknown' };

const ROOM_PATH = new RegExp(`^/room/(${ROOM_ID_PATTERN})/?$`);
const ROOM_LINK = new RegExp(`^(?:\\S*/room/)?(${ROOM_ID_PATTERN})/?(?:[?#]\\S*)?$`);

/** Which page an address is. */
export function routeOf(pathname: string): Route {
  if (pathname === '/') return { page: 'landing' };
  const roomId = ROOM_PATH.exec(pathname)?.[1];
  return roomId ? { page: 'room', roomId } : { page: 'unknown' };
}

/** The address of a room. */
export function pathOf(roomId: string): string {
  return `/room/${roomId}`;
}

/** The room that a pasted text means: a link to a room page, the path of one, or the bare id. */
export function roomIdIn(text: string): string | undefined {
  return ROOM_LINK.exec(text.trim())?.[1];
}
