/** Receives the level of one stream. */
export interface LevelWatcher {
  /**
   * Gets the level as a CSS custom property, from 0 to 1 with two decimals, so that no rendering is needed. Levels are
   * measured with each frame of the window that shows this element. Default: the page's window.
   */
  readonly element?: HTMLElement;
  /**
   * Elements that get it instead. A property on an element restyles everything inside it; on the parts that move, only
   * these.
   */
  readonly parts?: () => Iterable<ElementCSSInlineStyle>;
  /** Name of the custom property. Default: `--level`. */
  readonly property?: string;
  /** Called with each new level, 0 to 1. */
  readonly onLevel?: (level: number) => void;
  /** Called when speech begins, and when it has paused for 400 ms. */
  readonly onSpeaking?: (speaking: boolean) => void;
}

/** The frames of one window. */
interface Loop {
  readonly watches: Set<Watch>;
  readonly stop: () => void;
}

interface Watch {
  readonly loop: Loop;
  readonly source: MediaStreamAudioSourceNode;
  readonly analyser: AnalyserNode;
  readonly watcher: LevelWatcher;
  level: number;
  shown: string;
  speaking: boolean;
  failed: boolean;
  lastLoudAt: number;
}

// 11 ms at 48 kHz: shorter than a frame, but longer than a period of the lowest voice.
const SAMPLES = 512;
// In dBFS. A quiet room is below -60, a loud voice is at about -12.
const QUIETEST_DB = -60;
const LOUDEST_DB = -12;
// Hysteresis: speech begins at a level that breathing does not reach, and goes on down to half of it.
const SPEECH_BEGINS = 0.3;
const SPEECH_GOES_ON = 0.15;
const PAUSE_MS = 400;
// How much of a falling level remains after each frame, so that a ring fades instead of flickering.
const FALL = 0.85;

/**
 * Measures the levels of any number of streams with one AudioContext, and one animation-frame loop for each window, which
 * exist only while something is watched. The loop pauses in hidden windows, which get no animation frames. Chromium gives the samples
 * of a remote stream to Web Audio only while a media element plays it, as the playback of a session does.
 */
export class AudioLevels {
  #context: AudioContext | undefined;
  readonly #loops = new Map<Window, Loop>();
  readonly #samples = new Float32Array(SAMPLES);

  /**
   * Measures a stream. A stream without audio has the level 0.
   * @returns a function that stops it and removes the custom property
   */
  watch(stream: MediaStream, watcher: LevelWatcher): () => void {
    if (stream.getAudioTracks().length === 0) return () => {};
    const view = watcher.element?.ownerDocument.defaultView ?? window;
    // It starts suspended before the first click or key, and a phone call may suspend it later.
    const context = (this.#context ??= new AudioContext({ latencyHint: 'playback' }));
    const loop = this.#loops.get(view) ?? this.#newLoop(view);
    this.#resume();
    const source = context.createMediaStreamSource(stream);
    const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
    source.connect(analyser);
    const watch: Watch = {
      loop,
      source,
      analyser,
      watcher,
      level: 0,
      shown: '',
      speaking: false,
      failed: false,
      lastLoudAt: -Infinity,
    };
    loop.watches.add(watch);
    return () => this.#unwatch(watch);
  }

  #newLoop(view: Window): Loop {
    const watches = new Set<Watch>();
    const ended = new AbortController();
    for (const type of ['click', 'keydown']) {
      view.document.addEventListener(type, () => this.#resume(), {
        capture: true,
        signal: ended.signal,
      });
    }
    const tick = (now: number) => {
      frame = view.requestAnimationFrame(tick);
      this.#measureAll(watches, now);
    };
    let frame = view.requestAnimationFrame(tick);
    const stop = () => {
      ended.abort();
      view.cancelAnimationFrame(frame);
      this.#loops.delete(view);
    };
    const loop = { watches, stop };
    this.#loops.set(view, loop);
    return loop;
  }

  #resume(): void {
    if (this.#context?.state === 'running') return;
    void this.#context?.resume().catch(() => {}); // rejects if it is closed first
  }

  #unwatch(watch: Watch): void {
    const { loop, source, watcher } = watch;
    if (!loop.watches.delete(watch)) return;
    source.disconnect();
    const { property = '--level', onSpeaking } = watcher;
    for (const { style } of targetsOf(watcher)) style.removeProperty(property);
    if (watch.speaking) onSpeaking?.(false);
    if (loop.watches.size > 0) return;
    loop.stop();
    if (this.#loops.size > 0) return;
    void this.#context?.close();
    this.#context = undefined;
  }

  #measureAll(watches: ReadonlySet<Watch>, now: number): void {
    for (const watch of watches) {
      if (watch.failed) continue;
      try {
        this.#measure(watch, now);
      } catch (thrown) {
        // A bug in one watcher must not stop the others, nor be reported with each frame.
        watch.failed = true;
        reportError(thrown);
      }
    }
  }

  #measure(watch: Watch, now: number): void {
    watch.analyser.getFloatTimeDomainData(this.#samples);
    const level = levelOf(this.#samples);
    watch.level = level >= watch.level ? level : Math.max(level, watch.level * FALL);
    show(watch);
    if (level >= (watch.speaking ? SPEECH_GOES_ON : SPEECH_BEGINS)) watch.lastLoudAt = now;
    const speaking = now - watch.lastLoudAt < PAUSE_MS;
    if (speaking === watch.speaking) return;
    watch.speaking = speaking;
    watch.watcher.onSpeaking?.(speaking);
  }
}

function show(watch: Watch): void {
  // With two decimals the level of a silent room does not change, and no style is written.
  const text = watch.level.toFixed(2);
  if (text === watch.shown) return;
  watch.shown = text;
  const { property = '--level', onLevel } = watch.watcher;
  for (const { style } of targetsOf(watch.watcher)) style.setProperty(property, text);
  onLevel?.(Number(text));
}

function targetsOf({ element, parts }: LevelWatcher): Iterable<ElementCSSInlineStyle> {
  return parts?.() ?? (element ? [element] : []);
}

/** Loudness (RMS) from 0, a quiet room, to 1, a loud voice. The scale is logarithmic, as hearing is. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)));
}
