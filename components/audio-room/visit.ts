import type { IvsSdkLoader } from '../../src/client/stage/ivs-sdk.ts';
import { Microphone } from '../../src/client/media/microphone.ts';
import type { Preferences } from '../../src/client/preferences.ts';
import { reportIfUnexpected } from '../../src/client/room-error.ts';
import type { RoomApi } from '../../src/client/api/room-api.ts';
import { RoomSession } from '../../src/client/session/room-session.ts';
import '../sound/mic-check.ts';
import '../lobby/room-ended.ts';
import '../room/room-view.ts';

// All that an element needs from the moment when somebody means to join; one module, so that it is one request.
export { answerRequests } from './room-requests.ts';
export { en as roomTexts } from '../texts/en.ts';

/** Plays through the output that was chosen in an earlier visit. */
export async function useStoredOutput(
  session: RoomSession,
  preferences: Preferences,
): Promise<void> {
  const id = preferences.get('outputId');
  if (id) await session.chooseOutput(id).catch(reportIfUnexpected); // it may be unplugged
}

/** A session with the microphone as its person left it the last time. */
export function newSession(
  api: RoomApi,
  preferences: Preferences,
  loadSdk?: IvsSdkLoader,
): RoomSession {
  const microphone = new Microphone({
    deviceId: preferences.get('microphoneId'),
    noiseSuppression: preferences.get('noiseSuppression') ?? true,
    echoCancellation: preferences.get('echoCancellation') ?? true,
  });
  return new RoomSession({ api, microphone, ...(loadSdk && { loadSdk }) });
}
