import type { Room } from '../api/schemas.ts';
import type { RoomApi } from './room-api.ts';

// The SDK's own count comes with the first stage state or not at all.
const WAIT_FOR_COUNT_MS = 5_000;
const POLL_MS = 10_000;

/**
 * Reads the room every 10 s while the page is visible, for stages that do not count their subscribers themselves.
 * @returns stops it; to be called as soon as the stage counts, too.
 */
export function pollRoom(api: RoomApi, roomId: string, onRoom: (room: Room) => void): () => void {
  const abort = new AbortController();
  const poll = async () => {
    // A hidden page asks nothing; its next turn after it is shown does.
    if (document.visibilityState === 'visible') {
      await api.get(roomId, { signal: abort.signal }).then(onRoom, () => {});
    }
    if (!abort.signal.aborted) timer = setTimeout(() => void poll(), POLL_MS);
  };
  let timer = setTimeout(() => void poll(), WAIT_FOR_COUNT_MS);
  return () => {
    abort.abort();
    clearTimeout(timer);
  };
}
