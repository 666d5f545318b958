/** What follows the level of one stream. */
export interface LevelWatcher {
  /** Gets the level, 0 to 1 with two decimals, as a CSS custom property: looks change with no render. */
  readonly element?: HTMLElement;
  /** Get it instead of one element. To write it on an element restyles all that is inside; on its moving parts, them. */
  readonly parts?: () => Iterable<ElementCSSInlineStyle>;
  /** Default: `--level`. */
  readonly property?: string;
  readonly onLevel?: (level: number) => void;
  /** Called when speech begins and when it has paused for a moment. */
  readonly onSpeaking?: (speaking: boolean) => void;
}

interface Watch {
  readonly source: MediaStreamAudioSourceNode;
  readonly analyser: AnalyserNode;
  readonly watcher: LevelWatcher;
  level: number;
  shown: string;
  speaking: boolean;
  lastLoudAt: number;
}

// 512 samples are 11 ms at 48 kHz: less than a frame, and whole periods of the lowest voice.
const SAMPLES = 512;
// A microphone's quiet room is below -60 dBFS, a loud voice about -12.
const QUIETEST_DB = -60;
const LOUDEST_DB = -12;
// Hysteresis: one begins to speak at a level that breathing does not reach, and goes on down to half of it.
const SPEECH_BEGINS = 0.3;
const SPEECH_GOES_ON = 0.15;
const PAUSE_MS = 400;
// How much of a falling level stays after each frame, so that a ring breathes instead of flickering.
const FALL = 0.85;

/**
 * Levels of any number of streams with one AudioContext and one animation-frame loop, both gone while nobody watches.
 * Hidden pages get no animation frames, so the loop rests there by itself. Chromium gives the sound of a remote stream
 * to Web Audio only while a media element plays it too: the session's playback does.
 */
export class AudioLevels {
  #context: AudioContext | undefined;
  #awake: AbortController | undefined;
  #frame = 0;
  readonly #watches = new Set<Watch>();
  readonly #samples = new Float32Array(SAMPLES);

  /** Follows a stream until the returned function is called. A stream without audio has the level 0. */
  watch(stream: MediaStream, watcher: LevelWatcher): () => void {
    if (stream.getAudioTracks().length === 0) return () => {};
    const context = (this.#context ??= this.#newContext());
    const source = context.createMediaStreamSource(stream);
    const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
    source.connect(analyser);
    const watch: Watch = {
      source,
      analyser,
      watcher,
      level: 0,
      shown: '',
      speaking: false,
      lastLoudAt: -Infinity,
    };
    this.#watches.add(watch);
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#tick);
    return () => this.#unwatch(watch);
  }

  #newContext(): AudioContext {
    const context = new AudioContext({ latencyHint: 'playback' });
    // Browsers refuse it before the first tap or key; a phone call takes it away in between.
    this.#awake = new AbortController();
    const resume = () => {
      if (context.state !== 'running') void context.resume().catch(() => {});
    };
    for (const type of ['click', 'keydown']) {
      document.addEventListener(type, resume, { capture: true, signal: this.#awake.signal });
    }
    resume();
    return context;
  }

  #unwatch(watch: Watch): void {
    if (!this.#watches.delete(watch)) return;
    watch.source.disconnect();
    const { property = '--level', onSpeaking } = watch.watcher;
    for (const { style } of targetsOf(watch.watcher)) style.removeProperty(property);
    if (watch.speaking) onSpeaking?.(false);
    if (this.#watches.size > 0) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#awake?.abort();
    void this.#context?.close();
    this.#context = undefined;
  }

  readonly #tick = (now: number) => {
    this.#frame = requestAnimationFrame(this.#tick);
    for (const watch of this.#watches) {
      watch.analyser.getFloatTimeDomainData(this.#samples);
      const heard = levelOf(this.#samples);
      watch.level = heard >= watch.level ? heard : Math.max(heard, watch.level * FALL);
      show(watch);
      this.#hear(watch, heard, now);
    }
  };

  #hear(watch: Watch, heard: number, now: number): void {
    if (heard >= (watch.speaking ? SPEECH_GOES_ON : SPEECH_BEGINS)) watch.lastLoudAt = now;
    const speaking = now - watch.lastLoudAt < PAUSE_MS;
    if (speaking === watch.speaking) return;
    watch.speaking = speaking;
    watch.watcher.onSpeaking?.(speaking);
  }
}

function show(watch: Watch): void {
  // Two decimals: a silent room writes no style at all.
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

/** Loudness (RMS) on a scale from 0, a quiet room, to 1, a loud voice; even steps sound even. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)));
}
