import { expect } from '@open-wc/testing';
import { loadIvsSdk, loadIvsSdkFromAws } from '../../../../src/client/stage/ivs-sdk.ts';
import { failureOf, replace } from '../client-support.ts';

describe('the IVS SDK', () => {
  it("is loaded from the page's bundle or modules, in any module format", async () => {
    const sdk = await loadIvsSdk();
    expect(sdk.Stage).to.be.a('function');
    expect(await loadIvsSdk()).to.equal(sdk);
  });

  it("is the page's own if its script was loaded before, without another download", async () => {
    const own = { Stage: () => {} };
    const restore = replace(window, 'IVSBroadcastClient', own);
    expect(await loadIvsSdkFromAws('1.41.0')()).to.equal(own);
    restore();
    expect(document.querySelector('script[src*="live-video.net"]')).to.equal(null);
  });

  it("rejects with advice if AWS's script does not load, and leaves no element behind", async () => {
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
