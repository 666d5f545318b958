import { RoomError } from '../../src/client/room-error.ts';
import type { Preferences } from '../../src/client/preferences.ts';
import type { RoomSession } from '../../src/client/session/room-session.ts';

/** Does what the controls in a room ask for, and remembers what should hold the next time. */
export function answerRequests(
  room: HTMLElement,
  session: RoomSession,
  preferences: Preferences,
  signal: AbortSignal,
): void {
  const on = <Name extends keyof GlobalEventHandlersEventMap>(
    name: Name,
    answer: (event: GlobalEventHandlersEventMap[Name]) => Promise<unknown> | undefined,
  ): void => {
    room.addEventListener(name, (event) => void answer(event)?.catch(ignoreTold), { signal });
  };

  on('audio-request', () => session.resumeAudio());
  on('mic-request', ({ muted }) => session.setMuted(muted));
  on('stage-request', ({ onStage }) => {
    if (onStage) return session.goOnStage();
    session.stepBack();
    return undefined;
  });
  on('leave-request', () => {
    session.leave();
    return undefined;
  });
  on('device-request', ({ kind, deviceId }) => {
    const id = deviceId || undefined;
    preferences.set(kind === 'microphone' ? 'microphoneId' : 'speakerId', id);
    return kind === 'microphone' ? session.chooseMicrophone(id) : session.chooseSpeaker(deviceId);
  });
  on('processing-request', ({ setting, on: enabled }) => {
    preferences.set(setting, enabled);
    return session.microphone.change({ [setting]: enabled });
  });
}

/** A session puts its failures into its snapshot; only what nobody foresaw goes to the console. */
export function ignoreTold(error: unknown): void {
  const foreseen = error instanceof RoomError || error instanceof DOMException;
  if (!foreseen) reportError(error);
}
