import { Backoff } from './backoff.ts';
import { RoomError } from '../room-error.ts';
import type { IvsSdk } from '../stage/ivs-sdk.ts';
import type { Microphone } from '../media/microphone.ts';
import { Playback } from '../media/playback.ts';
import { Publication } from './microphone-publisher.ts';
import type { RoomApi } from '../api/room-api.ts';
import { RoomGauges } from './quality-monitor.ts';
import type { RoomFact } from './room-state.ts';
import type { LeftReason, RoomSnapshot } from '../snapshot.ts';
import { StageRefusal } from '../stage/stage-errors.ts';
import { StageLink, type LinkReport } from '../stage/stage-connection.ts';
import { TokenKeeper, type Admission } from './token-keeper.ts';

export interface RoomVisitOptions {
  readonly sdk: IvsSdk;
  readonly api: RoomApi;
  readonly microphone: Microphone;
  readonly name: string;
  readonly admission: Admission;
  readonly snapshot: () => RoomSnapshot;
  readonly report: (fact: RoomFact) => void;
}

// The SDK reconnects by itself; after this long a new link is likelier to help.
const PATIENCE_MS = 30_000;
// With the network back, the SDK may still sit out a pause of up to 32 s.
const PATIENCE_ONLINE_MS = 3_000;
const GIVE_UP_MS = 120_000;
// A page that was frozen for longer than that still gets its tries.
const FEWEST_TRIES = 3;

/** Everything between entering a room and leaving it; loaded when somebody joins. */
export class RoomVisit {
  readonly #options: RoomVisitOptions;
  readonly #tokens: TokenKeeper;
  readonly #playback: Playback;
  readonly #gauges: RoomGauges;
  readonly #ended = new AbortController();
  readonly #backoff = new Backoff(this.#ended.signal);
  #link: StageLink;
  #publication: Publication;
  #entered = false;
  #rejoining = false;
  #connectedAt = 0;
  #pauses = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RoomVisitOptions) {
    this.#options = options;
    const { api, name, admission, microphone, snapshot, report } = options;
    this.#tokens = new TokenKeeper({
      api,
      name,
      admission,
      onAdmission: ({ room, participant }) =>
        report({ type: 'admitted', room, id: participant.id }),
      exchange: (token) => this.#link.exchangeToken(token),
    });
    this.#playback = new Playback((blocked) => report({ type: 'audio-blocked', blocked }));
    this.#gauges = new RoomGauges({
      api,
      report,
      roomId: admission.room.id,
      quality: () => this.#link.quality(),
    });
    this.#link = this.#newLink();
    this.#publication = new Publication({
      microphone,
      snapshot,
      report,
      tokens: this.#tokens,
      link: () => this.#link,
    });
  }

  /** @throws RoomError; the visit has then ended. */
  async enter(): Promise<void> {
    try {
      await this.#link.join();
      this.#ended.signal.throwIfAborted();
    } catch (error) {
      if (!(error instanceof StageRefusal)) throw error;
      this.end(error.reason ?? 'failed', error.error);
      throw error.error;
    }
    this.#entered = true;
    const { signal } = this.#ended;
    window.addEventListener('pagehide', () => this.#suspend(), { signal });
    window.addEventListener('pageshow', ({ persisted }) => persisted && void this.#rejoin(), {
      signal,
    });
    window.addEventListener('online', () => this.#hurryUp(), { signal });
  }

  goOnStage(muted: boolean): Promise<void> {
    return this.#publication.start(muted);
  }

  stepBack(): void {
    this.#publication.stop();
  }

  setMuted(muted: boolean): Promise<void> {
    return this.#publication.setMuted(muted);
  }

  chooseMicrophone(deviceId: string | undefined): Promise<void> {
    return this.#publication.chooseMicrophone(deviceId);
  }

  setOutput(deviceId: string): Promise<void> {
    return this.#playback.setOutput(deviceId);
  }

  resumeAudio(): Promise<void> {
    return this.#playback.resume();
  }

  /** Ends everything, at once and for good; a second call does nothing. */
  end(reason: LeftReason, error?: RoomError): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#tokens.stop();
    this.#publication.close();
    this.#link.close();
    this.#playback.close();
    // Last, because what the stage says to the above may have set them.
    clearTimeout(this.#patience);
    this.#gauges.stop();
    const told = error && { code: error.code, message: error.message };
    this.#options.report({ type: 'left', reason, error: told });
  }

  #newLink(): StageLink {
    return new StageLink(this.#options.sdk, this.#tokens.token, (report) => this.#hear(report));
  }

  #hear(report: LinkReport): void {
    switch (report.type) {
      case 'link-ended':
        if (!this.#entered || this.#rejoining) return; // join() says it
        if (report.reason) this.end(report.reason);
        else void this.#rejoin();
        return;
      case 'publication-lost':
        void this.#publication.recover();
        return;
      case 'token-expired':
        void this.#renewToken();
        return;
      case 'subscribers-counted':
        this.#gauges.counted();
        break;
      case 'interrupted':
        this.#patience ??= setTimeout(() => void this.#rejoin(), PATIENCE_MS);
        break;
      case 'connected':
        clearTimeout(this.#patience);
        this.#patience = undefined;
        this.#connectedAt = performance.now();
    }
    this.#tell(report);
    if (report.type === 'connected' && this.#options.snapshot().publishing) {
      void this.#publication.recover(); // given up while there was no connection
    }
  }

  #tell(fact: RoomFact): void {
    const { report, snapshot } = this.#options;
    const { speakers } = snapshot();
    report(fact);
    if (snapshot().speakers === speakers) return;
    this.#gauges.settleListeners();
    const remote = snapshot().speakers.filter(({ local }) => !local);
    this.#playback.play(remote.flatMap(({ stream }) => stream ?? []));
  }

  /** The SDK could not subscribe or publish any more: it looks again with a token that is good. */
  async #renewToken(): Promise<void> {
    if (!this.#entered || this.#rejoining) return;
    await this.#tokens.renew().catch(() => {}); // without it, what is heard now goes on
    this.#link.refresh();
  }

  /** The page goes away, for good or into the back-forward cache: no ghost stays, no microphone stays open. */
  #suspend(): void {
    this.#publication.stop();
    this.#link.close();
    this.#tell({ type: 'interrupted' });
  }

  #hurryUp(): void {
    this.#backoff.hurry();
    if (this.#patience === undefined || this.#rejoining) return;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => void this.#rejoin(), PATIENCE_ONLINE_MS);
  }

  /** Comes back over a new link, as listener or speaker as before, or ends with the reason why not. */
  async #rejoin(): Promise<void> {
    if (this.#rejoining || this.#isOver()) return;
    this.#rejoining = true;
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#link.close();
    this.#tell({ type: 'interrupted' });
    const began = performance.now();
    // A stage that lets people in and drops them at once is not to be asked each second.
    if (began - this.#connectedAt > PATIENCE_MS) this.#pauses = 0;
    let tokenRefused = false;
    for (let tries = 0; tries < FEWEST_TRIES || performance.now() - began < GIVE_UP_MS; tries++) {
      try {
        await this.#backoff.pause(this.#pauses++);
        if (tokenRefused || this.#tokens.stale) await this.#tokens.replace();
        this.#link = this.#newLink();
        await this.#link.join();
        this.#rejoining = false;
        return;
      } catch (error) {
        if (this.#isOver()) return;
        this.#link.close();
        const reason = finalReason(error);
        if (reason) {
          this.end(reason);
          return;
        }
        tokenRefused = error instanceof StageRefusal && error.tokenRefused;
      }
    }
    this.end(tokenRefused ? 'token-refused' : 'connection-lost');
  }

  #isOver(): boolean {
    return this.#ended.signal.aborted;
  }
}

function finalReason(error: unknown): LeftReason | undefined {
  if (error instanceof StageRefusal) return error.reason;
  const gone = error instanceof RoomError && ['ROOM_ENDED', 'ROOM_NOT_FOUND'].includes(error.code);
  return gone ? 'room-ended' : undefined;
}
