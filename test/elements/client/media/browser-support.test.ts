import { expect } from '@open-wc/testing';
import {
  listeningProblem,
  microphoneProblem,
} from '../../../../src/client/media/browser-support.ts';
import { replace } from '../client-support.ts';

describe('what the environment allows', () => {
  it('is everything here', () => {
    expect(listeningProblem()).to.equal(undefined);
    expect(microphoneProblem()).to.equal(undefined);
  });

  it('is no microphone on an insecure page, in a browser without devices, or where a policy forbids it', () => {
    const cases = [
      [window, 'isSecureContext', false, 'INSECURE_CONTEXT'],
      [navigator, 'mediaDevices', undefined, 'BROWSER_UNSUPPORTED'],
      [document, 'featurePolicy', { allowsFeature: () => false }, 'MICROPHONE_NOT_ALLOWED_HERE'],
    ] as const;
    for (const [target, key, value, code] of cases) {
      const restore = replace(target, key, value);
      expect(microphoneProblem()?.code).to.equal(code);
      restore();
    }
  });

  it('is nothing without WebRTC', () => {
    const { RTCPeerConnection } = window;
    Reflect.deleteProperty(window, 'RTCPeerConnection');
    expect(listeningProblem()?.code).to.equal('BROWSER_UNSUPPORTED');
    window.RTCPeerConnection = RTCPeerConnection;
  });
});
