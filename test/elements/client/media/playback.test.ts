import { expect } from '@open-wc/testing';
import { Playback } from '../../../../src/client/media/playback.ts';
import { FastTime, replace, until } from '../client-support.ts';

/** A playback, and what it reports: paused or not, and each output with whether the chosen one is lost. */
function newPlayback() {
  const paused: boolean[] = [];
  const used: (readonly [id: string, lost: boolean])[] = [];
  const playback = new Playback({
    onBlocked: () => {},
    onFailure: () => {},
    onPaused: (now) => paused.push(now),
    onOutput: (...output) => used.push(output),
  });
  return { playback, paused, used };
}

describe('Playback', () => {
  const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId')!;
  let outputs: string[] = [];

  beforeEach(() => {
    outputs = [];
    HTMLMediaElement.prototype.setSinkId = (id) => Promise.resolve(void outputs.push(id));
  });

  afterEach(() => Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', own));

  it('changes the output of current and later streams', async () => {
    const { playback } = newPlayback();
    const first = new MediaStream();
    playback.play([first]);
    expect(outputs).to.deep.equal([]);
    await playback.setOutput('headset');
    expect(outputs).to.deep.equal(['headset']);
    playback.play([first, new MediaStream()]);
    expect(outputs).to.deep.equal(['headset', 'headset']);
    playback.close();
  });

  it('keeps its output if the chosen one is gone', async () => {
    const { playback } = newPlayback();
    playback.play([new MediaStream()]);
    HTMLMediaElement.prototype.setSinkId = () =>
      Promise.reject(new DOMException('Gone.', 'NotFoundError'));
    const refused = await playback
      .setOutput('gone')
      .catch((error: unknown) => (error as Error).name);
    expect(refused).to.equal('NotFoundError');
    HTMLMediaElement.prototype.setSinkId = (id) => Promise.resolve(void outputs.push(id));
    playback.play([new MediaStream()]);
    expect(outputs).to.deep.equal([]);
    playback.close();
  });

  it('rejects with NotSupportedError in browsers that have no choice of outputs', async () => {
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
    const { playback } = newPlayback();
    const refused = await playback
      .setOutput('any')
      .catch((error: unknown) => (error as Error).name);
    expect(refused).to.equal('NotSupportedError');
    playback.close();
  });

  it('leaves an output that vanishes for the default, and returns when it is back', async () => {
    const device = (deviceId: string) => ({ kind: 'audiooutput', deviceId }) as MediaDeviceInfo;
    let devices = [device('default'), device('headset')];
    const restore = replace(navigator.mediaDevices, 'enumerateDevices', () =>
      Promise.resolve(devices),
    );
    const change = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    const { playback, used } = newPlayback();
    playback.play([new MediaStream(), new MediaStream()]);
    await playback.setOutput('headset');
    outputs = [];
    devices = [device('default')];
    change();
    await until(() => used.length === 2, 'lost');
    expect(outputs).to.deep.equal(['', '']); // every element, not only new ones
    expect(used.at(-1)).to.deep.equal(['', true]);
    devices = [];
    change(); // a list that is kept from the page says nothing
    devices = [device('default'), device('headset')];
    change();
    await until(() => used.length === 3, 'back');
    expect(used.at(-1)).to.deep.equal(['headset', false]);
    expect(outputs).to.deep.equal(['', '', 'headset', 'headset']);
    await playback.setOutput('');
    devices = [device('default')];
    change();
    expect(used.at(-1)).to.deep.equal(['', false]);
    playback.close();
    restore();
  });

  it('says that the output is lost if a new stream can not play on it', async () => {
    const { playback, used } = newPlayback();
    await playback.setOutput('headset');
    HTMLMediaElement.prototype.setSinkId = () =>
      Promise.reject(new DOMException('Gone.', 'NotFoundError'));
    playback.play([new MediaStream()]);
    await until(() => used.length === 2, 'lost');
    expect(used.at(-1)).to.deep.equal(['', true]);
    playback.close();
  });

  describe('paused from outside of the page', () => {
    let elements: HTMLAudioElement[] = [];
    let restore = () => {};
    let time: FastTime;
    /** What the system lets play. */
    let allowed = true;

    beforeEach(() => {
      time = new FastTime(20);
      elements = [];
      allowed = true;
      const Real = Audio;
      restore = replace(window, 'Audio', function fake() {
        const element = new Real();
        let paused = true;
        Object.defineProperty(element, 'paused', { get: () => paused });
        element.play = () => {
          if (!allowed) return Promise.reject(new DOMException('Interrupted.', 'AbortError'));
          paused = false;
          return Promise.resolve();
        };
        element.pause = () => {
          paused = true;
          element.dispatchEvent(new Event('pause'));
        };
        elements.push(element);
        return element;
      });
    });

    afterEach(() => {
      restore();
      time.restore();
    });

    it('plays again, and says nothing if that succeeds at once', async () => {
      const { playback, paused } = newPlayback();
      playback.play([new MediaStream()]);
      await until(() => paused.length > 0, 'playing');
      elements[0]!.pause(); // by the system: the page did not ask for it
      await until(() => !elements[0]!.paused, 'playing again');
      expect(paused).not.to.include(true);
      playback.close();
    });

    it('says so while the system keeps it paused, tries again, and tells when it plays', async () => {
      const { playback, paused } = newPlayback();
      playback.play([new MediaStream(), new MediaStream()]);
      await until(() => paused.length > 0, 'playing');
      allowed = false;
      elements[0]!.pause();
      await until(() => paused.at(-1) === true, 'paused');
      allowed = true;
      await until(() => paused.at(-1) === false, 'playing again');
      expect(elements.every((element) => !element.paused)).to.equal(true);
      playback.close();
      expect(time.waiting).to.equal(0);
    });

    it('stays paused if the person did it with a media key, for new speakers, too, until they resume', async () => {
      const { playback, paused } = newPlayback();
      const first = new MediaStream();
      playback.play([first]);
      await until(() => paused.length > 0, 'playing');
      playback.pause();
      playback.play([first, new MediaStream()]);
      document.dispatchEvent(new Event('visibilitychange'));
      expect(elements.map((element) => element.paused)).to.deep.equal([true, true]);
      expect(paused.at(-1)).to.equal(true);
      await playback.resume();
      expect(elements.map((element) => element.paused)).to.deep.equal([false, false]);
      expect(paused.at(-1)).to.equal(false);
      playback.close();
    });
  });
});
