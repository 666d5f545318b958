import { RoomError } from '../room-error.ts';

// Only Chromium has this, under an older name than the standard's.
interface DocumentWithPolicy extends Document {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** Why this browser can't listen, or undefined if it can. */
export function listeningProblem(): RoomError | undefined {
  if ('RTCPeerConnection' in globalThis && 'WebSocket' in globalThis) return undefined;
  return new RoomError(
    'BROWSER_UNSUPPORTED',
    'This browser has no WebRTC. Use a current Chrome, Edge, Firefox or Safari.',
  );
}

/** Why this page can't open a microphone, as far as can be known without a prompt, or undefined. */
export function microphoneProblem(): RoomError | undefined {
  if (!globalThis.isSecureContext) {
    return new RoomError(
      'INSECURE_CONTEXT',
      `Browsers block the microphone at ${location.origin}. Serve the page over HTTPS, or from localhost.`,
    );
  }
  // Some WebViews have none, although lib.dom declares it as always present.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) {
    return new RoomError('BROWSER_UNSUPPORTED', 'This browser lets no page use the microphone.');
  }
  const policy = (document as DocumentWithPolicy).featurePolicy;
  return policy?.allowsFeature('microphone') === false ? microphoneNotAllowedHere() : undefined;
}

/** The error for a page or a frame whose policy blocks the microphone, whatever the person says. */
export function microphoneNotAllowedHere(cause?: unknown): RoomError {
  return window.top === window
    ? new RoomError(
        'MICROPHONE_BLOCKED_BY_PAGE',
        'The Permissions-Policy header of this page blocks the microphone. Add microphone=(self).',
        { cause },
      )
    : new RoomError(
        'MICROPHONE_NOT_ALLOWED_HERE',
        'The page that embeds this frame blocks the microphone. Add allow="microphone" to the iframe.',
        { cause },
      );
}
