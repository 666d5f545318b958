import { isExpected, RoomError } from '../room-error.ts';
import type { LeftReason } from '../snapshot.ts';
import { StageRefusal } from '../stage/stage-errors.ts';
import { Backoff } from '../backoff.ts';
import type { TokenKeeper } from './token-keeper.ts';

export interface ReconnectorOptions {
  readonly tokens: TokenKeeper;
  /** Aborted when the room is left. */
  readonly ended: AbortSignal;
  /** Closes the connection that there is. */
  readonly disconnect: () => void;
  /** Joins the stage over a new connection. */
  readonly connect: () => Promise<void>;
  /** Gives up. */
  readonly end: (reason: LeftReason, error?: RoomError, by?: string) => void;
  /** Shows a failure in the snapshot. */
  readonly fail: (thrown: unknown) => RoomError;
}

// How long the SDK may try to reconnect before a new connection is likelier to succeed.
const PATIENCE_MS = 30_000;
// The same once the network is back: the SDK may still be in a pause of up to 32 s.
const PATIENCE_ONLINE_MS = 3_000;
const GIVE_UP_MS = 120_000;
// Tries that a page gets even if it was frozen for longer than that.
const FEWEST_TRIES = 3;

/** Replaces a connection that is lost, after the SDK had its time to restore it. */
export class Reconnector {
  readonly #options: ReconnectorOptions;
  readonly #backoff: Backoff;
  #active = false;
  #connectedAt = 0;
  #pauses = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ReconnectorOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.ended);
  }

  /** Whether it is making a new connection. */
  get active(): boolean {
    return this.#active;
  }

  /** The connection is established or restored. */
  connected(): void {
    this.stop();
    this.#connectedAt = performance.now();
  }

  /** The SDK lost the connection and tries to restore it. */
  interrupted(): void {
    this.#patience ??= setTimeout(() => this.start(), PATIENCE_MS);
  }

  /** The network is back. */
  hurry(): void {
    this.#backoff.skip();
    if (this.#patience === undefined || this.#active) return;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.start(), PATIENCE_ONLINE_MS);
  }

  /** Makes a new connection now. */
  start(): void {
    if (this.#active || this.#options.ended.aborted) return;
    this.#active = true;
    this.stop();
    this.#reconnect().catch(this.#options.fail);
  }

  /** Stops waiting for the SDK. */
  stop(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  async #reconnect(): Promise<void> {
    const { tokens, ended, disconnect, connect, end, fail } = this.#options;
    disconnect();
    const began = performance.now();
    // If the stage accepts joins and drops them at once, the pauses keep growing.
    if (began - this.#connectedAt > PATIENCE_MS) this.#pauses = 0;
    let tokenRefused = false;
    let bug: RoomError | undefined;
    for (let tries = 0; tries < FEWEST_TRIES || performance.now() - began < GIVE_UP_MS; tries++) {
      try {
        await this.#backoff.pause(this.#pauses++);
        if (tokenRefused || tokens.stale) await tokens.replace();
        await connect();
        this.#active = false;
        return;
      } catch (thrown) {
        if (ended.aborted) return;
        disconnect();
        const reason = finalReason(thrown);
        if (reason) {
          const error = thrown instanceof RoomError ? thrown : undefined;
          end(reason, reason === 'failed' ? error : undefined, hostOf(error));
          return;
        }
        tokenRefused = thrown instanceof StageRefusal && thrown.tokenRefused;
        // A bug is shown once. The next try may not meet it.
        if (!(thrown instanceof StageRefusal) && !isExpected(thrown)) bug ??= fail(thrown);
      }
    }
    if (tokenRefused) end('token-refused', tokens.clockError ?? bug);
    else end('connection-lost', bug);
  }
}

/** The name of the host who removed this participant. */
const hostOf = (error: RoomError | undefined): string | undefined =>
  error?.code === 'REMOVED' ? error.by : undefined;

/** Why no further try can succeed, or undefined if one may. */
function finalReason(error: unknown): LeftReason | undefined {
  if (error instanceof StageRefusal) return error.reason;
  if (!(error instanceof RoomError)) return undefined;
  if (error.code === 'REMOVED') return 'removed';
  if (error.code === 'ROOM_LOCKED') return 'failed';
  return ['ROOM_ENDED', 'ROOM_NOT_FOUND'].includes(error.code) ? 'room-ended' : undefined;
}
