export type Route = { page: 'landing' } | { page: 'room'; roomId: string } | { page: 'unknown' };

/** Which page an address is. */
export function routeOf(pathname: string): Route {
  if (pathname === '/') return { page: 'landing' };
  const roomId = /^\/room\/([A-Za-z0-9]{1,64})\/?$/.exec(pathname)?.[1];
  return roomId ? { page: 'room', roomId } : { page: 'unknown' };
}

/** The address of a room. */
export function pathOf(roomId: string): string {
  return `/room/${roomId}`;
}

/** The room that a pasted text means: a link to a room page, the path of one, or the bare id. */
export function roomIdIn(text: string): string | undefined {
  return /^(?:\S*\/room\/)?([A-Za-z0-9]{1,64})\/?(?:[?#]\S*)?$/.exec(text.trim())?.[1];
}
