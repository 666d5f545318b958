import type { SessionController } from './session-controller.ts';

const HOST_KEY = /[#&]host=([\w-]{43})$/;

/**
 * Takes the host key of a host link out of the page's address at once, so that it is in no bookmark, picture or invitation,
 * and keeps it for later visits.
 */
export function takeHostKey(roomId: string, sessions: SessionController): string | undefined {
  const [part, key] = HOST_KEY.exec(location.href) ?? [];
  if (!part || !key || !roomId) return undefined;
  history.replaceState(history.state, '', location.href.slice(0, -part.length));
  sessions.load().then(
    ({ storeHostKey }) => storeHostKey(roomId, key),
    () => {}, // joining loads again, and says so if that fails
  );
  return key;
}
