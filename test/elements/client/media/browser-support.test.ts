import { expect } from '@open-wc/testing';
import {
  listeningProblem,
  microphoneProblem,
} from '../../../../src/client/media/browser-support.ts';
import { replace } from '../client-support.ts';

describe('browser support', () => {
  it('is complete in this browser', () => {
    expect(listeningProblem()).to.equal(undefined);
    expect(microphoneProblem()).to.equal(undefined);
  });

  it('lacks the microphone on an insecure page, without media devices, or if a policy blocks it', () => {
    const cases = [
      [window, 'isSecureContext', false, 'INSECURE_CONTEXT'],
      [navigator, 'mediaDevices', undefined, 'BROWSER_UNSUPPORTED'],
      [document, 'featurePolicy', { allowsFeature: () => false }, 'MICROPHONE_BLOCKED_BY_PAGE'],
    ] as const;
    for (const [target, key, value, code] of cases) {
      const restore = replace(target, key, value);
      expect(microphoneProblem()?.code).to.equal(code);
      restore();
    }
  });

  it('lacks everything without WebRTC', () => {
    const { RTCPeerConnection } = window;
    Reflect.deleteProperty(window, 'RTCPeerConnection');
    expect(listeningProblem()?.code).to.equal('BROWSER_UNSUPPORTED');
    window.RTCPeerConnection = RTCPeerConnection;
  });
});
