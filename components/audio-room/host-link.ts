import type { Preferences } from '../../src/client/preferences.ts';

const HOST_KEY = /[#&]host=([\w-]{43})$/;

/** The room that an invitation names, on a page whose address is the same for all rooms: `#room=…`. */
export const invitedTo = (): string => /[#&]room=([\w-]+)/.exec(location.hash)?.[1] ?? '';

/**
 * Takes the host key of a host link out of the page's address, so that it is in no bookmark, picture or invitation, and
 * keeps it where the session looks for it: behind the others of this browser.
 */
export function takeHostKey(roomId: string, preferences: Preferences): string | undefined {
  const [part, key] = HOST_KEY.exec(location.href) ?? [];
  if (!part || !roomId) return undefined;
  history.replaceState(history.state, '', location.href.slice(0, -part.length));
  const [others] = (preferences.get('hostKeys') ?? '[]').split(/\]$/);
  const list = `${others}${others === '[' ? '' : ','}${JSON.stringify([roomId, key])}]`;
  preferences.set('hostKeys', list);
  return key;
}
