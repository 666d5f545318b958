import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RATE = 48_000;
const SECONDS = 2;

/** Makes a WAV file, 16-bit mono, of one tone. It pauses like a voice, as noise suppression removes a steady tone. */
function toneFile(frequency: number): Buffer {
  const samples = Int16Array.from({ length: RATE * SECONDS }, (_, i) => {
    const speaking = (i / RATE) % 0.4 < 0.3;
    return speaking ? 16_000 * Math.sin((2 * Math.PI * frequency * i) / RATE) : 0;
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

/** Writes a file with a tone, and removes it when the work is done. */
export async function withToneFile<Result>(
  frequency: number,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'audio-rooms-tone-'));
  try {
    const path = join(folder, 'tone.wav');
    await writeFile(path, toneFile(frequency));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
