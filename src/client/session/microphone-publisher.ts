import { RoomError } from '../room-error.ts';
import { stopTracks, type Microphone } from '../media/microphone.ts';
import { sleep } from '../sleep.ts';
import type { RoomFact } from './room-state.ts';
import type { RoomSnapshot } from '../snapshot.ts';
import type { StageLink } from '../stage/stage-connection.ts';
import type { TokenKeeper } from './token-keeper.ts';

export interface PublicationOptions {
  readonly microphone: Microphone;
  readonly tokens: TokenKeeper;
  /** The link of now; it is another one after a reconnection. */
  readonly link: () => StageLink;
  readonly snapshot: () => RoomSnapshot;
  readonly report: (fact: RoomFact) => void;
}

// Waits between tries to come back on stage by itself, in ms; after them the person is told and steps back.
const RECOVERY_PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** From wanting to be on stage to stepping back. */
interface Run {
  readonly promise: Promise<void>;
  readonly abort: AbortController;
  /** Has been on stage: from then on, what is lost comes back by itself. */
  established: boolean;
}

/** This person on stage: microphone, permission, publication and mute, from wanting to stepping back. */
export class Publication {
  readonly #options: PublicationOptions;
  /** What is on stage: a clone, so that muting it leaves the microphone's own stream its level. */
  #media: MediaStream | undefined;
  /** The microphone's stream that it is a clone of. */
  #source: MediaStream | undefined;
  #run: Run | undefined;
  #recovering = false;
  readonly #closed = new AbortController();

  constructor(options: PublicationOptions) {
    this.#options = options;
    const { signal } = this.#closed;
    options.microphone.addEventListener('change', () => void this.#followMicrophone(), { signal });
    options.microphone.addEventListener('lost', () => this.#loseMicrophone(), { signal });
  }

  /** Goes on stage; the promise of the call before while that is under way or done. */
  start(muted: boolean): Promise<void> {
    if (!this.#run) {
      const abort = new AbortController();
      this.#run = { promise: this.#start(muted, abort.signal), abort, established: false };
    }
    return this.#run.promise;
  }

  /** Steps back, or gives up going on stage, and puts the microphone's light out. */
  stop(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    run.abort.abort(new DOMException('Stepped back meanwhile.', 'AbortError'));
    this.#options.report({ type: 'stage-not-wanted' });
    this.#options.link().unpublish();
    this.#drop();
    this.#options.microphone.close();
  }

  /** Mutes or unmutes; unmuting opens a microphone again where the one before was unplugged. */
  async setMuted(muted: boolean): Promise<void> {
    const { link, microphone, report } = this.#options;
    if (!this.#run) return;
    if (!muted && this.#media && !microphone.stream) await this.#reopen();
    // Not on stage yet, or between two links: what is asked for now holds when it gets there.
    if (!link().setMuted(muted)) report({ type: 'self-muted', muted });
  }

  /** Takes a microphone; opens it where the one before was unplugged. */
  async chooseMicrophone(deviceId: string | undefined): Promise<void> {
    const { microphone } = this.#options;
    await microphone.choose(deviceId);
    if (this.#media && !microphone.stream) await this.#reopen();
  }

  /** Comes back on stage over a new link, or after the SDK gave up, with the same microphone and mute state. */
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
      await this.#followMicrophone(); // changed on the way
    } catch (cause) {
      const error = asPublishError(cause);
      if (!signal.aborted) this.#fail(error);
      throw error;
    }
  }

  async #recover(signal: AbortSignal): Promise<void> {
    for (const pause of [0, ...RECOVERY_PAUSES_MS]) {
      try {
        await sleep(pause, signal);
        // Without a connection every try is in vain; the one that comes back begins anew.
        if (this.#options.snapshot().reconnecting) return;
        await this.#publish();
        return;
      } catch (error) {
        if (signal.aborted) return;
        const last = pause === RECOVERY_PAUSES_MS.at(-1);
        const full = error instanceof RoomError && error.code === 'STAGE_FULL';
        if (!last && !full) continue;
        this.#fail(error);
        return;
      }
    }
  }

  async #publish(): Promise<void> {
    const { microphone, link, snapshot } = this.#options;
    const before = this.#media;
    // Unplugged while away: the ended track goes on stage all the same, muted, until there is another.
    this.#source = microphone.stream ?? this.#source;
    this.#media = microphone.stream?.clone() ?? before;
    if (!this.#media) return;
    try {
      await link().publish(this.#media, snapshot().muted);
    } finally {
      if (before && before !== this.#media) stopTracks(before);
    }
  }

  async #reopen(): Promise<void> {
    try {
      await this.#options.microphone.open(); // its `change` puts it on stage
    } catch (error) {
      this.#tell(error);
      throw error;
    }
  }

  /** Another device, or other settings: the track is swapped, nobody hears a gap. */
  async #followMicrophone(): Promise<void> {
    const { microphone } = this.#options;
    const { stream } = microphone;
    if (!this.#run?.established || !stream || stream === this.#source) return;
    await this.#publish().catch((error: unknown) => this.#tell(error));
  }

  #loseMicrophone(): void {
    if (!this.#run) return;
    void this.setMuted(true);
    this.#tell(
      new RoomError('MICROPHONE_NOT_FOUND', 'The microphone was unplugged. You are muted.'),
    );
  }

  #fail(error: unknown): void {
    this.#tell(error);
    this.stop();
  }

  #tell(error: unknown): void {
    if (error instanceof RoomError) {
      const { code, message } = error;
      this.#options.report({ type: 'failed', error: { code, message } });
    }
  }

  #drop(): void {
    if (this.#media) stopTracks(this.#media);
    this.#media = this.#source = undefined;
  }
}

/** The SDK's own errors mean nothing to a person; one that stepped back is no error to tell. */
function asPublishError(cause: unknown): unknown {
  if (cause instanceof RoomError || (cause as Error).name === 'AbortError') return cause;
  return new RoomError('PUBLISH_FAILED', 'The stage did not answer. Try again.', { cause });
}
