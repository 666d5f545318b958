import { RoomError } from '../room-error.ts';

// Chromium's name for it; the standard's own object was never shipped.
interface DocumentWithPolicy extends Document {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** Why this browser can't even listen, or undefined. */
export function listeningProblem(): RoomError | undefined {
  if ('RTCPeerConnection' in globalThis && 'WebSocket' in globalThis) return undefined;
  return new RoomError(
    'BROWSER_UNSUPPORTED',
    'This browser has no WebRTC. Use a current Chrome, Edge, Firefox or Safari.',
  );
}

/** Why this page can't open a microphone, as far as it shows without a prompt, or undefined. */
export function microphoneProblem(): RoomError | undefined {
  if (!globalThis.isSecureContext) {
    return new RoomError(
      'INSECURE_CONTEXT',
      `Browsers give no microphone to ${location.origin}. Serve the page over HTTPS, or from localhost.`,
    );
  }
  // lib.dom says that it is always there; WebViews know better.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) {
    return new RoomError('BROWSER_UNSUPPORTED', 'This browser gives pages no microphone.');
  }
  const policy = (document as DocumentWithPolicy).featurePolicy;
  return policy?.allowsFeature('microphone') === false ? microphoneNotAllowedHere() : undefined;
}

export function microphoneNotAllowedHere(cause?: unknown): RoomError {
  return new RoomError(
    'MICROPHONE_NOT_ALLOWED_HERE',
    window.top === window
      ? 'The Permissions-Policy of this page forbids the microphone. Add microphone=(self).'
      : 'The page around this frame keeps the microphone from it. Add allow="microphone" to the iframe.',
    { cause },
  );
}
