import { sleep } from '../../src/client/sleep.ts';

// Long enough for a short sentence.
const SAMPLE_MS = 3_000;

/**
 * Records three seconds of a stream. The recording stays in this browser.
 * @returns a function that plays the recording and resolves at its end. Both promises reject when the signal aborts. The
 * second rejects with a `NotSupportedError` if the browser can't play what it recorded.
 */
export async function recordSample(
  stream: MediaStream,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.start();
  try {
    await sleep(SAMPLE_MS, signal);
  } finally {
    recorder.stop();
  }
  await stopped;
  return () => play(new Blob(parts, { type: recorder.mimeType }), signal);
}

async function play(sound: Blob, signal: AbortSignal): Promise<void> {
  const url = URL.createObjectURL(sound);
  const audio = new Audio(url);
  try {
    await new Promise<void>((resolve, reject) => {
      audio.addEventListener('ended', () => resolve());
      audio.addEventListener('error', () => reject(unplayable()));
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      audio.play().catch(reject);
    });
  } finally {
    audio.pause();
    URL.revokeObjectURL(url);
  }
}

const unplayable = () =>
  new DOMException('The recording could not be played.', 'NotSupportedError');
