import { RoomError, toRoomError } from '../room-error.ts';
import { microphoneNotAllowedHere, microphoneProblem } from './browser-support.ts';

/** How the microphone is opened. It is always mono. */
export interface MicrophoneSettings {
  /** Undefined: the system's default, which is also opened if this device is gone. */
  readonly deviceId: string | undefined;
  /** Whether the browser removes background noise. Default: true. */
  readonly noiseSuppression: boolean;
  /** Whether the browser removes the sound of the output. Default: true. */
  readonly echoCancellation: boolean;
}

/**
 * Opens a microphone. The browser may prompt, for as long as nobody answers.
 * @throws RoomError `MICROPHONE_…`, `INSECURE_CONTEXT` or `BROWSER_UNSUPPORTED`
 */
export async function requestMicrophone(settings: MicrophoneSettings): Promise<MediaStream> {
  const problem = microphoneProblem();
  if (problem) throw problem;
  const { deviceId, noiseSuppression, echoCancellation } = settings;
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        // Without `exact`, Chromium weighs this against the constraints below and may open the default.
        ...(deviceId && { deviceId: { exact: deviceId } }),
        channelCount: 1,
        autoGainControl: true,
        noiseSuppression,
        echoCancellation,
      },
    });
  } catch (error) {
    throw await microphoneError(error);
  }
}

/**
 * Whether the person allows the microphone on this page; undefined if the browser does not say. While a microphone is in
 * use, Firefox says `granted` if it was allowed for once, too.
 */
export async function microphonePermission(): Promise<PermissionState | undefined> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state;
  } catch {
    return undefined; // Firefox below 118 and Safari below 16 don't know the name
  }
}

async function microphoneError(cause: unknown): Promise<RoomError> {
  switch ((cause as DOMException).name) {
    case 'NotAllowedError':
      return notAllowedError(cause as DOMException);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new RoomError('MICROPHONE_NOT_FOUND', 'No microphone was found. Plug one in.', {
        cause,
      });
    case 'NotReadableError':
    case 'AbortError':
      return new RoomError(
        'MICROPHONE_IN_USE',
        'The microphone can not be started. Close other programs that use it.',
        { cause },
      );
    case 'SecurityError':
      return microphoneNotAllowedHere(cause);
    default:
      return toRoomError(cause);
  }
}

/** Finds out who refused. Chromium's message says it. That of Firefox and Safari, "…by the user agent…", does not. */
async function notAllowedError(cause: DOMException): Promise<RoomError> {
  const { message } = cause;
  if (/policy/i.test(message) || (await isFrameWithoutMicrophone())) {
    return microphoneNotAllowedHere(cause);
  }
  if (/by system/i.test(message)) {
    return new RoomError(
      'MICROPHONE_BLOCKED_BY_SYSTEM',
      'The operating system lets this browser use no microphone.',
      { cause },
    );
  }
  const mayAskAgain = /user agent/i.test(message) && (await microphonePermission()) === 'prompt';
  if (/dismissed/i.test(message) || mayAskAgain) {
    return new RoomError('MICROPHONE_DISMISSED', 'The person did not allow the microphone.', {
      cause,
    });
  }
  return new RoomError(
    'MICROPHONE_DENIED',
    'The microphone is blocked. Allow it in the settings of the site.',
    { cause },
  );
}

/**
 * Whether this is a frame that may not use the microphone. Firefox and Safari tell no script so, but list no microphone
 * there. If the person has blocked it, or was not asked yet, they list one without a label.
 */
async function isFrameWithoutMicrophone(): Promise<boolean> {
  if (window.top === window) return false;
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return !devices.some(({ kind }) => kind === 'audioinput');
}
