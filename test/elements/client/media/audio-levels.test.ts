import { expect } from '@open-wc/testing';
import { AudioLevels, levelOf } from '../../../../src/client/media/audio-levels.ts';
import { nextFrame, replace, until } from '../client-support.ts';

describe('AudioLevels', () => {
  let context: AudioContext;
  let contexts: AudioContext[];
  const RealContext = window.AudioContext;

  beforeEach(() => {
    context = new AudioContext();
    contexts = [];
    window.AudioContext = class extends RealContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
    };
  });

  afterEach(async () => {
    window.AudioContext = RealContext;
    await context.close();
  });

  /** A stream with a tone; the gain is its amplitude, 0 to 1. */
  function tone(amplitude: number): { stream: MediaStream; gain: AudioParam } {
    const oscillator = new OscillatorNode(context, { frequency: 440 });
    const gain = new GainNode(context, { gain: amplitude });
    const destination = context.createMediaStreamDestination();
    oscillator.connect(gain).connect(destination);
    oscillator.start();
    return { stream: destination.stream, gain: gain.gain };
  }

  it('writes the level of each stream to its own element', async () => {
    const levels = new AudioLevels();
    const [loud, quiet] = [document.createElement('div'), document.createElement('div')];
    const stops = [
      levels.watch(tone(0.8).stream, { element: loud }),
      levels.watch(tone(0.01).stream, { element: quiet, property: '--quiet' }),
    ];
    const level = (element: HTMLElement, name: string) =>
      Number(element.style.getPropertyValue(name));
    await until(() => level(loud, '--level') > 0.9 && level(quiet, '--quiet') > 0.2, 'two levels');
    expect(level(quiet, '--quiet')).to.be.below(0.5);
    stops.forEach((stop) => stop());
    expect(loud.style.getPropertyValue('--level')).to.equal('');
  });

  it('uses one AudioContext for all streams, and closes it when none is watched', async () => {
    const levels = new AudioLevels();
    const { stream } = tone(0.5);
    const stops = [1, 2, 3].map(() => levels.watch(stream, {}));
    expect(contexts).to.have.length(1);
    stops.forEach((stop) => stop());
    stops.forEach((stop) => stop()); // twice is once
    await until(() => contexts[0]!.state === 'closed', 'closed');
    let levelsAfter = 0;
    const again = levels.watch(stream, { onLevel: () => levelsAfter++ });
    await until(() => levelsAfter > 0, 'a level again');
    expect(contexts).to.have.length(2);
    again();
    const heard = levelsAfter;
    await nextFrame();
    await nextFrame();
    expect(levelsAfter).to.equal(heard);
  });

  it('resumes a suspended AudioContext on a click or a key', async () => {
    const stop = new AudioLevels().watch(tone(0.5).stream, {});
    for (const type of ['click', 'keydown']) {
      await contexts[0]!.suspend();
      document.dispatchEvent(new Event(type));
      await until(() => contexts[0]!.state === 'running', 'awake');
    }
    stop();
  });

  it('reports when speech begins and ends, and ignores short pauses', async () => {
    const { stream, gain } = tone(0);
    const said: boolean[] = [];
    const stop = new AudioLevels().watch(stream, { onSpeaking: (speaking) => said.push(speaking) });
    await nextFrame();
    expect(said).to.deep.equal([]);
    gain.value = 0.5;
    await until(() => said.length === 1, 'began');
    gain.value = 0;
    const paused = performance.now();
    gain.setValueAtTime(0.5, context.currentTime + 0.15);
    gain.setValueAtTime(0, context.currentTime + 0.3);
    await until(() => said.length === 2, 'ended');
    expect(performance.now() - paused).to.be.greaterThan(500);
    expect(said).to.deep.equal([true, false]);
    stop();
  });

  it('continues speech at a level that does not begin it', async () => {
    const { stream, gain } = tone(0.005); // between the two thresholds
    const said: boolean[] = [];
    const stop = new AudioLevels().watch(stream, { onSpeaking: (speaking) => said.push(speaking) });
    for (let frames = 0; frames < 15; frames++) await nextFrame();
    expect(said).to.deep.equal([]);
    gain.value = 0.5;
    await until(() => said.length === 1, 'began');
    gain.value = 0.005;
    for (let frames = 0; frames < 40; frames++) await nextFrame(); // longer than a pause may be
    expect(said).to.deep.equal([true]);
    stop();
  });

  it('reports the end of speech when a stream is no longer watched', async () => {
    const said: boolean[] = [];
    const stop = new AudioLevels().watch(tone(0.5).stream, {
      onSpeaking: (speaking) => said.push(speaking),
    });
    await until(() => said.length === 1, 'began');
    stop();
    expect(said).to.deep.equal([true, false]);
  });

  it('writes no style while the level stays the same', async () => {
    const element = document.createElement('div');
    let writes = 0;
    const stop = new AudioLevels().watch(tone(0).stream, { element, onLevel: () => writes++ });
    for (let frames = 0; frames < 10; frames++) await nextFrame();
    expect(writes).to.equal(1); // the first zero
    stop();
  });

  it('reports a bug in one watcher once, and goes on measuring for the others', async () => {
    const reported: unknown[] = [];
    const restore = replace(window, 'reportError', (error: unknown) => reported.push(error));
    const levels = new AudioLevels();
    const bug = new TypeError('x is not a function');
    const { stream, gain } = tone(0.01);
    gain.linearRampToValueAtTime(1, context.currentTime + 1);
    let measured = 0;
    const stops = [
      levels.watch(stream, {
        onLevel: () => {
          throw bug;
        },
      }),
      levels.watch(stream, { onLevel: () => measured++ }),
    ];
    await until(() => measured > 2, 'levels of the other');
    expect(reported).to.deep.equal([bug]);
    stops.forEach((stop) => stop());
    restore();
  });

  it('opens no AudioContext for a stream without audio', () => {
    new AudioLevels().watch(new MediaStream(), {})();
    expect(contexts).to.have.length(0);
  });
});

describe('levelOf', () => {
  const wave = (amplitude: number) =>
    Float32Array.from({ length: 480 }, (_, i) => amplitude * Math.sin((i * 2 * Math.PI) / 48));

  it('goes from 0 in silence to 1 for a loud voice, on a logarithmic scale', () => {
    expect(levelOf(wave(0))).to.equal(0);
    expect(levelOf(wave(1))).to.equal(1);
    const [low, middle, high] = [0.01, 0.04, 0.16].map((amplitude) => levelOf(wave(amplitude)));
    expect(middle! - low!).to.be.closeTo(high! - middle!, 0.001);
  });
});
