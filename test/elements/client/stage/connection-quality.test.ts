import { expect } from '@open-wc/testing';
import { ConnectionMeter } from '../../../../src/client/stage/connection-quality.ts';
import {
  listeningProblem,
  microphoneProblem,
} from '../../../../src/client/media/browser-support.ts';
import { loadIvsSdk, loadIvsSdkFromAws } from '../../../../src/client/stage/ivs-sdk.ts';
import { Preferences } from '../../../../src/client/preferences.ts';
import { failureOf } from '../client-support.ts';

/** Gives an object's property another value until the returned function is called. */
function replace(target: object, key: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { value, configurable: true });
  return () => {
    if (before) Object.defineProperty(target, key, before);
    else Reflect.deleteProperty(target, key);
  };
}

describe('Preferences', () => {
  beforeEach(() => localStorage.clear());

  it('remembers, forgets and leaves what is not its own alone', () => {
    localStorage.setItem('name', 'the page');
    const preferences = new Preferences();
    expect(preferences.get('name')).to.equal(undefined);
    preferences.set('name', 'Zoë');
    preferences.set('noiseSuppression', false);
    expect(new Preferences().get('name')).to.equal('Zoë');
    expect(new Preferences().get('noiseSuppression')).to.equal(false);
    preferences.set('name', undefined);
    expect(new Preferences().get('name')).to.equal(undefined);
    expect(localStorage.getItem('name')).to.equal('the page');
  });

  it('takes nothing that it did not write', () => {
    for (const text of ['{', '7', 'null', '{"a":1}']) {
      localStorage.setItem('audio-rooms.name', text);
      expect(new Preferences().get('name'), text).to.equal(undefined);
    }
  });

  it('keeps a choice for as long as the page lives where storage is blocked', () => {
    const refuse = () => {
      throw new DOMException('Blocked', 'SecurityError');
    };
    const restore = replace(window, 'localStorage', {
      getItem: refuse,
      setItem: refuse,
      removeItem: refuse,
    });
    const preferences = new Preferences();
    preferences.set('name', 'Zoë');
    expect(preferences.get('name')).to.equal('Zoë');
    expect(preferences.get('microphoneId')).to.equal(undefined);
    restore();
  });
});

describe('ConnectionMeter', () => {
  const none = () => Promise.reject(new Error('No statistics'));
  const stream = (...networkQuality: number[]) => ({
    requestQualityStats: () =>
      Promise.resolve(networkQuality.map((each) => ({ networkQuality: each }))),
    requestRTCStats: none,
  });
  const broken = { requestQualityStats: none, requestRTCStats: none };
  const qualityOf = (...streams: Parameters<ConnectionMeter['measure']>) =>
    new ConnectionMeter().measure(...streams);

  /** A stream whose connection has these numbers at one measure after the other. */
  const counting = (...reports: object[][]) => {
    const left = [...reports];
    return {
      ...stream(4),
      requestRTCStats: () =>
        Promise.resolve(new Map((left.shift() ?? []).map((entry, i) => [String(i), entry]))),
    };
  };
  const checked = (responsesReceived: number, bytesReceived = 0) => [
    { type: 'candidate-pair', responsesReceived, bytesReceived },
  ];

  it("is poor when what is sent is, or all that is received; one bad stream is its speaker's trouble", async () => {
    expect(await qualityOf(undefined, [])).to.equal(undefined);
    expect(await qualityOf(undefined, [stream(4)])).to.equal('good');
    expect(await qualityOf(undefined, [stream(0), stream(2)])).to.equal('good');
    expect(await qualityOf(undefined, [stream(0), stream(1)])).to.equal('poor');
    expect(await qualityOf(stream(1), [stream(4)])).to.equal('poor');
    expect(await qualityOf(stream(2), [])).to.equal('good');
  });

  it('takes a stream without statistics for none', async () => {
    expect(await qualityOf(broken, [stream(4)])).to.equal('good');
    expect(await qualityOf(undefined, [broken, stream()])).to.equal(undefined);
  });

  it('calls the connection lost when nothing came in since the time before, until something does', async () => {
    const meter = new ConnectionMeter();
    const me = counting(checked(1), checked(1), checked(1), checked(2));
    const seen = [];
    for (let turn = 0; turn < 4; turn++) seen.push(await meter.measure(me, []));
    expect(seen).to.deep.equal(['good', 'lost', 'lost', 'good']);
  });

  it('does not hold against a connection made anew that the one before was lost', async () => {
    const meter = new ConnectionMeter();
    const before = counting(checked(1), checked(1));
    await meter.measure(undefined, [before]);
    expect(await meter.measure(undefined, [before])).to.equal('lost');
    expect(await meter.measure(undefined, [counting(checked(0))])).to.equal('good');
  });

  it('takes any stream that goes on for a connection that is there', async () => {
    const cases = [
      [counting(checked(1), checked(1)), counting(checked(7), checked(8))],
      [counting(checked(1), checked(1)), counting(checked(7, 100), checked(7, 180))],
      // A connection that was made anew begins at nought.
      [counting(checked(9), checked(0))],
    ];
    for (const streams of cases) {
      const meter = new ConnectionMeter();
      await meter.measure(undefined, streams);
      expect(await meter.measure(undefined, streams)).to.equal('good');
    }
  });

  it('is not lost where the browser does not count, and forgets a loss with the last stream', async () => {
    const old = [{ type: 'candidate-pair', bytesReceived: 5 }];
    const meter = new ConnectionMeter();
    const silent = counting(old, old);
    expect(await meter.measure(silent, [])).to.equal('good');
    expect(await meter.measure(silent, [])).to.equal('good');
    const gone = counting(checked(1), checked(1));
    await meter.measure(gone, []);
    expect(await meter.measure(gone, [])).to.equal('lost');
    expect(await meter.measure(undefined, [])).to.equal(undefined);
    expect(await meter.measure(stream(4), [])).to.equal('good');
  });
});

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

describe('the IVS SDK', () => {
  it("comes from the page's bundle or modules, whatever form its file has there", async () => {
    const sdk = await loadIvsSdk();
    expect(sdk.Stage).to.be.a('function');
    expect(await loadIvsSdk()).to.equal(sdk);
  });

  it("is the page's own where its script is there already, without another download", async () => {
    const own = { Stage: () => {} };
    const restore = replace(window, 'IVSBroadcastClient', own);
    expect(await loadIvsSdkFromAws('1.41.0')()).to.equal(own);
    restore();
    expect(document.querySelector('script[src*="live-video.net"]')).to.equal(null);
  });

  it("says what to do where AWS's script does not load, and leaves no element behind", async () => {
    const restore = replace(window, 'IVSBroadcastClient', undefined);
    const loading = loadIvsSdkFromAws('1.41.0')();
    const script = document.querySelector<HTMLScriptElement>('script[src*="live-video.net"]')!;
    expect(script.src).to.equal(
      'https://web-broadcast.live-video.net/1.41.0/amazon-ivs-web-broadcast.js',
    );
    script.dispatchEvent(new Event('error'));
    const error = await failureOf(loading);
    expect(error.code).to.equal('SDK_UNAVAILABLE');
    expect(error.message).to.match(/script-src/);
    expect(script.isConnected).to.equal(false);
    restore();
  });
});
