import type * as Chat from 'amazon-ivs-chat-messaging';
import { lazy } from '../lazy.ts';
import { RoomError } from '../room-error.ts';

/** The exports of the Amazon IVS Chat Client Messaging SDK. */
export type ChatSdk = typeof Chat;

const importSdk = lazy(() => import('amazon-ivs-chat-messaging'), import.meta.url);

/**
 * Loads the IVS Chat SDK, which is 5 KB (gzip), from the page's bundle or import map.
 * @throws RoomError `CHANNEL_UNREACHABLE`
 */
export async function loadChatSdk(): Promise<ChatSdk> {
  try {
    return await importSdk();
  } catch (cause) {
    throw new RoomError(
      'CHANNEL_UNREACHABLE',
      'amazon-ivs-chat-messaging was not found. Bundle it, or name it in an import map.',
      { cause },
    );
  }
}
