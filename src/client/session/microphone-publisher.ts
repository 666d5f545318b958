import type { Microphone } from '../media/microphone.ts';
import type { MicrophoneLostEvent } from '../media/microphone-events.ts';
import { isCancelled, isExpected, reportIfUnexpected, RoomError } from '../room-error.ts';
import { sleep } from '../sleep.ts';
import type { RoomSnapshot } from '../snapshot.ts';
import type { StageConnection } from '../stage/stage-connection.ts';
import type { RoomFact } from './room-fact.ts';
import type { TokenKeeper } from './token-keeper.ts';

type MicrophoneLoss = Pick<MicrophoneLostEvent, 'revoked'>;

export interface MicrophonePublisherOptions {
  readonly microphone: Microphone;
  readonly tokens: TokenKeeper;
  /** The current connection. Each reconnection makes a new one. */
  readonly connection: () => StageConnection;
  readonly snapshot: () => RoomSnapshot;
  readonly report: (fact: RoomFact) => void;
  /** Shows a failure in the snapshot. */
  readonly fail: (thrown: unknown) => RoomError;
}

// Pauses in ms before each try to publish again. After the last one, the person goes back to listening.
const RECOVERY_PAUSES_MS = [0, 500, 1_000, 2_000, 4_000, 8_000];

/** From asking to go on stage to stepping back. */
interface Run {
  readonly promise: Promise<void>;
  readonly abort: AbortController;
  /** Whether it has been on stage: from then on, a lost publication is restored. */
  established: boolean;
}

/** Puts this person on stage and keeps them there: microphone, token, publishing and mute. */
export class MicrophonePublisher {
  readonly #options: MicrophonePublisherOptions;
  readonly #closed = new AbortController();
  /** What is published: a clone, because muting it would also mute the level of the microphone's own stream. */
  #media: MediaStream | undefined;
  /** The microphone's stream that {@link #media} is a clone of. */
  #source: MediaStream | undefined;
  #run: Run | undefined;
  #recovering = false;
  /** Whether to unmute once the system no longer pauses the microphone. */
  #unmuteLater = false;
  /** Counts calls of {@link setMuted}. */
  #mutings = 0;

  constructor(options: MicrophonePublisherOptions) {
    this.#options = options;
    const { signal } = this.#closed;
    const { microphone } = options;
    const follow = () => {
      void this.#followMicrophone();
      this.#followPause();
    };
    microphone.addEventListener('change', follow, { signal });
    microphone.addEventListener(
      'lost',
      // Not `instanceof`: this lazy part must not share a module with the one that makes these events.
      (event) => void this.#loseMicrophone(event as Event & MicrophoneLoss),
      { signal },
    );
  }

  /** Goes on stage. While that is under way or done, returns the same promise. */
  start(muted: boolean): Promise<void> {
    if (!this.#run) {
      const abort = new AbortController();
      this.#run = { promise: this.#start(muted, abort.signal), abort, established: false };
    }
    return this.#run.promise;
  }

  /** Steps back, or cancels going on stage, and releases the microphone. */
  stop(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    run.abort.abort(new DOMException('Stepped back before going on stage.', 'AbortError'));
    this.#options.report({ type: 'stage-not-wanted' });
    this.#options.connection().unpublish();
    if (this.#media) stopTracks(this.#media);
    this.#media = this.#source = undefined;
    this.#options.microphone.close();
  }

  /** Mutes or unmutes. Unmuting opens the microphone again if it was unplugged, or if the system has paused it. */
  async setMuted(muted: boolean): Promise<void> {
    const { microphone } = this.#options;
    if (!this.#run) return;
    const muting = ++this.#mutings;
    this.#unmuteLater = !muted;
    if (!muted && this.#media && (!microphone.stream || microphone.paused)) await this.#reopen();
    if (muting !== this.#mutings) return; // muted while the microphone opened
    this.#mute(muted || microphone.paused);
  }

  #mute(muted: boolean): void {
    const { connection, report } = this.#options;
    // Not on stage yet, or between two connections: the choice is kept for the moment of publishing.
    if (!connection().setMuted(muted)) report({ type: 'self-muted', muted });
  }

  /** Changes the microphone, and opens it if the one before was unplugged. */
  async chooseMicrophone(deviceId: string | undefined): Promise<void> {
    const { microphone } = this.#options;
    try {
      await microphone.choose(deviceId);
    } catch (thrown) {
      throw this.#show(thrown);
    }
    if (this.#media && !microphone.stream) await this.#reopen();
  }

  /** Publishes again after a reconnection, or after the SDK gave up; with the same microphone and mute state. */
  async recover(): Promise<void> {
    const run = this.#run;
    if (!run?.established || this.#recovering) return;
    this.#recovering = true;
    await this.#recover(run.abort.signal).finally(() => (this.#recovering = false));
  }

  close(): void {
    this.#closed.abort();
    this.stop();
  }

  async #start(muted: boolean, signal: AbortSignal): Promise<void> {
    const { microphone, tokens, report } = this.#options;
    report({ type: 'stage-wanted', muted });
    try {
      await microphone.open();
      signal.throwIfAborted();
      await tokens.promote();
      signal.throwIfAborted();
      await this.#publish();
      if (this.#run) this.#run.established = true;
      await this.#followMicrophone(); // it may have changed on the way
    } catch (thrown) {
      if (signal.aborted) reportIfUnexpected(thrown);
      signal.throwIfAborted();
      const error = this.#show(thrown);
      this.stop();
      throw error;
    }
  }

  async #recover(signal: AbortSignal): Promise<void> {
    for (const [tries, pause] of RECOVERY_PAUSES_MS.entries()) {
      try {
        await sleep(pause, signal);
        // Without a connection every try fails; the next connection recovers again.
        if (this.#options.snapshot().reconnecting) return;
        await this.#publish();
        return;
      } catch (thrown) {
        if (signal.aborted) {
          reportIfUnexpected(thrown);
          return;
        }
        const final =
          tries === RECOVERY_PAUSES_MS.length - 1 ||
          !isExpected(thrown) ||
          (thrown instanceof RoomError && thrown.code === 'STAGE_FULL');
        if (!final) continue;
        this.#show(thrown);
        this.stop();
        return;
      }
    }
  }

  async #publish(): Promise<void> {
    const { microphone, connection, snapshot } = this.#options;
    const before = this.#media;
    // If the microphone was unplugged, its ended track is published again, muted, until there is another one.
    this.#source = microphone.stream ?? this.#source;
    this.#media = microphone.stream?.clone() ?? before;
    if (!this.#media) return;
    try {
      await connection().publish(this.#media, snapshot().muted);
    } finally {
      if (before && before !== this.#media) stopTracks(before);
    }
  }

  async #reopen(): Promise<void> {
    const { microphone } = this.#options;
    try {
      // Its `change` event publishes it.
      await (microphone.stream ? microphone.change({}) : microphone.open());
    } catch (thrown) {
      throw this.#show(thrown);
    }
  }

  /** Another device or other settings: replaces the track, without a gap. */
  async #followMicrophone(): Promise<void> {
    const { stream } = this.#options.microphone;
    if (!this.#run?.established || !stream || stream === this.#source) return;
    await this.#publish().catch((thrown: unknown) => void this.#show(thrown));
  }

  /** While the system pauses the microphone, everybody sees that this person is muted. */
  #followPause(): void {
    const { microphone, snapshot, report } = this.#options;
    const paused = this.#run !== undefined && microphone.paused;
    const { microphonePaused, muted } = snapshot();
    if (paused === microphonePaused) return;
    if (paused) this.#unmuteLater = !muted;
    report({ type: 'microphone-paused', paused });
    if (this.#run) this.#mute(paused || !this.#unmuteLater);
  }

  async #loseMicrophone({ revoked }: MicrophoneLoss): Promise<void> {
    const run = this.#run;
    if (!run) return;
    const { fail } = this.#options;
    await this.setMuted(true).catch(fail);
    const error = (await revoked)
      ? new RoomError('MICROPHONE_REVOKED', 'The microphone was taken away. You are muted.')
      : new RoomError('MICROPHONE_NOT_FOUND', 'The microphone was unplugged. You are muted.');
    if (run === this.#run) fail(error);
  }

  /** Shows a failure in the snapshot, unless a call was only cancelled. */
  #show(thrown: unknown): unknown {
    const cancelled = isCancelled(thrown);
    return cancelled ? thrown : this.#options.fail(thrown);
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
