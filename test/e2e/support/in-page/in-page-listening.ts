const FFT_SIZE = 4096; // bins of 11.7 Hz at 48 kHz, from 85 ms of audio
const AUDIBLE_DB = -60;
const PEAK_RANGE_DB = 25;
// A burst, or a tone that the jitter buffer stretches, leaks into neighbouring bins.
const PEAK_WIDTH_HZ = 100;

/**
 * Listens to what the page plays, and replaces its microphone with a tone.
 * @param tone - Frequency in Hz. If undefined, the browser's microphone stays.
 */
export function startListening(tone: number | undefined) {
  const elements = watchPlayback();
  let requests = 0;
  // In Firefox, the empty page before the first one has none.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices) {
    const own = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (constraints) => {
      requests++;
      return tone === undefined ? own(constraints) : Promise.resolve(microphoneOf(tone));
    };
  }

  let context: AudioContext | undefined;
  const analysers = new WeakMap<MediaStream, AnalyserNode>();
  const analyserOf = (stream: MediaStream): AnalyserNode => {
    const known = analysers.get(stream);
    if (known) return known;
    context ??= new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: FFT_SIZE, smoothingTimeConstant: 0 });
    new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
    analysers.set(stream, analyser);
    return analyser;
  };

  return {
    /** How often the page has requested a microphone. */
    microphoneRequests: () => requests,
    /** Pauses everything that plays, as the system does for a phone call. */
    interrupt: () => playingOf(elements).forEach((element) => element.pause()),
    /** Returns the outputs of everything that plays, each once; an empty id is the default. */
    outputs: () => [...new Set(playingOf(elements).map(({ sinkId }) => sinkId))],
    /** Waits for the first sound. Returns when it came, in milliseconds since the epoch. */
    firstSound: async (): Promise<number> => {
      const samples = new Float32Array(512);
      for (;;) {
        for (const analyser of playingOf(elements).map(streamOf).map(analyserOf)) {
          analyser.getFloatTimeDomainData(samples);
          if (samples.some((sample) => Math.abs(sample) > 0.05)) {
            return performance.timeOrigin + performance.now();
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    /** Returns the frequencies in Hz of all tones that the page plays now, in ascending order. */
    heard: async (): Promise<number[]> => {
      const open = playingOf(elements).map(streamOf).map(analyserOf);
      if (!context || open.length === 0) return [];
      await passTime(context, (1.5 * FFT_SIZE) / context.sampleRate);
      return open.flatMap(peaksOf).sort((a, b) => a - b);
    },
  };
}

/** Collects every media element that is given a stream, whether or not it is in the document. */
function watchPlayback(): ReadonlySet<HTMLMediaElement> {
  const elements = new Set<HTMLMediaElement>();
  const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...own,
    set(this: HTMLMediaElement, stream: MediaProvider | null) {
      elements.add(this);
      own?.set?.call(this, stream);
    },
  });
  return elements;
}

function microphoneOf(frequency: number): MediaStream {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { frequency });
  const volume = new GainNode(context, { gain: 0.5 });
  const microphone = new MediaStreamAudioDestinationNode(context);
  oscillator.connect(volume).connect(microphone);
  oscillator.start();
  return microphone.stream;
}

function playingOf(elements: ReadonlySet<HTMLMediaElement>): HTMLMediaElement[] {
  return [...elements].filter(
    ({ paused, muted, volume, srcObject }) =>
      !paused &&
      !muted &&
      volume > 0 &&
      srcObject instanceof MediaStream &&
      srcObject.getAudioTracks().length > 0,
  );
}

const streamOf = ({ srcObject }: HTMLMediaElement): MediaStream => srcObject as MediaStream;

/** Waits until that much audio has passed, so that an analysis contains none from before the call. */
async function passTime(context: AudioContext, seconds: number): Promise<void> {
  const end = context.currentTime + seconds;
  while (context.state === 'running' && context.currentTime < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Returns the frequencies of the peaks that are audible, not much weaker than the strongest, and not close to a stronger one. */
function peaksOf(analyser: AnalyserNode): number[] {
  const decibels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(decibels);
  const floor = Math.max(AUDIBLE_DB, Math.max(...decibels) - PEAK_RANGE_DB);
  const binWidth = analyser.context.sampleRate / FFT_SIZE;
  const level = (bin: number): number => decibels[bin] ?? -Infinity;
  const loudestFirst = Array.from(decibels.keys())
    .filter((bin) => level(bin) > floor)
    .sort((a, b) => level(b) - level(a));
  const peaks: number[] = [];
  for (const bin of loudestFirst) {
    const frequency = bin * binWidth;
    if (peaks.every((peak) => Math.abs(peak - frequency) > PEAK_WIDTH_HZ)) peaks.push(frequency);
  }
  return peaks.map(Math.round);
}
