import { expect } from '@open-wc/testing';
import { Playback } from '../../../../src/client/media/playback.ts';

const newPlayback = () => new Playback({ onBlocked: () => {}, onFailure: () => {} });

describe('Playback', () => {
  const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId')!;
  let outputs: string[] = [];

  beforeEach(() => {
    outputs = [];
    HTMLMediaElement.prototype.setSinkId = (id) => Promise.resolve(void outputs.push(id));
  });

  afterEach(() => Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', own));

  it('changes the output of current and later streams', async () => {
    const playback = newPlayback();
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
    const playback = newPlayback();
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
    const playback = newPlayback();
    const refused = await playback
      .setOutput('any')
      .catch((error: unknown) => (error as Error).name);
    expect(refused).to.equal('NotSupportedError');
    playback.close();
  });
});
