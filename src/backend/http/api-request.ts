import { roomNotFound } from '../problem-errors.ts';
import type { ApiEvent } from './api-request.ts';

/** The id of the room in the path. Anything that can't be an id names no room, so nothing is looked up for it. */
export function parseRoomId(event: ApiEvent): string {
  const parameters = event.pathParameters;
  const roomId =
    typeof parameters === 'object' && parameters !== null && 'roomId' in parameters
      ? parameters.roomId
      : undefined;
  if (typeof roomId !== 'string' || !/^[A-Za-z0-9]{1,64}$/.test(roomId)) throw roomNotFound();
  return roomId;
}
