import type { Preferences } from '../../src/client/preferences.ts';
import type { RoomSession } from '../../src/client/session/room-session.ts';

/**
 * Does what the controls in a room ask for, and remembers choices for the next visit.
 * @param onFailure - Called with whatever a handler throws.
 */
export function answerRequests(
  room: HTMLElement,
  session: RoomSession,
  preferences: Preferences,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): void {
  const on = <Name extends keyof GlobalEventHandlersEventMap>(
    name: Name,
    answer: (event: GlobalEventHandlersEventMap[Name]) => Promise<unknown> | undefined,
  ): void => {
    const handle = async (event: GlobalEventHandlersEventMap[Name]): Promise<void> => {
      try {
        await answer(event);
      } catch (error) {
        onFailure(error);
      }
    };
    room.addEventListener(name, (event) => void handle(event), { signal });
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
    preferences.set(kind === 'microphone' ? 'microphoneId' : 'outputId', id);
    return kind === 'microphone' ? session.chooseMicrophone(id) : session.chooseOutput(deviceId);
  });
  on('processing-request', ({ setting, on: enabled }) => {
    preferences.set(setting, enabled);
    return session.microphone.change({ [setting]: enabled });
  });
}
