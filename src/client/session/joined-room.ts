import type { RoomDetails } from '../../api/schemas.ts';
import { handleMediaKeys } from '../media/media-keys.ts';
import { Playback } from '../media/playback.ts';
import { isExpected, type RoomError, toRoomError } from '../room-error.ts';
import type { LeftReason } from '../snapshot.ts';
import { StageConnection } from '../stage/stage-connection.ts';
import { StageRefusal } from '../stage/stage-errors.ts';
import type { StageFact, StageReport } from '../stage/stage-report.ts';
import { closingTime } from '../api/closing-time.ts';
import type { JoinedRoomOptions } from './joined-room-options.ts';
import { ListenerCount } from './listener-count.ts';
import { MicrophonePublisher } from './microphone-publisher.ts';
import { monitor } from './monitors.ts';
import { followPage } from './page-events.ts';
import { Reconnector } from './reconnector.ts';
import { RoomControls } from './room-controls.ts';
import type { RoomFact } from './room-fact.ts';
import { storeHostKey } from './visitor.ts';
import { TokenKeeper } from './token-keeper.ts';

export { admit, admitCreator } from './admission.ts';

/** A room from joining to leaving: keeps it connected and owns everything that needs a connection. */
export class JoinedRoom {
  readonly publisher: MicrophonePublisher;
  readonly playback: Playback;
  readonly controls: RoomControls;
  readonly #options: JoinedRoomOptions;
  readonly #tokens: TokenKeeper;
  readonly #listeners: ListenerCount;
  readonly #stopMonitors: () => void;
  readonly #ended = new AbortController();
  readonly #reconnector: Reconnector;
  #connection: StageConnection;
  #entered = false;

  constructor(options: JoinedRoomOptions) {
    this.#options = options;
    const { api, name, joined, hostKey, microphone, snapshot } = options;
    const report = (fact: RoomFact) => {
      options.report(fact);
      this.controls.update();
    };
    const onFailure = (thrown: unknown) => this.#failIfBug(thrown);
    if (joined.participant.host) storeHostKey(joined.room.id, hostKey);
    this.#tokens = new TokenKeeper({
      api,
      name,
      joined,
      onFailure,
      onJoined: ({ room, participant }) => {
        const { id, host } = participant;
        report({ type: 'admitted', room, closesAt: closingTime(room), id, host });
        this.#listeners.setRoom(room);
        this.#run(this.controls.joinedAs(id));
      },
      exchange: (token) => this.#connection.exchangeToken(token),
      reconnect: () => this.#reconnector.start(),
      hostKey,
      onHostKey: (key) => report({ type: 'host-changed', host: key !== undefined }),
      onStageClosed: () => this.publisher.stop(),
    });
    this.controls = new RoomControls({
      ...{ api, snapshot, report, onFailure, room: joined.room, tokens: this.#tokens },
      read: (signal) => this.#readRoom(signal),
      publisher: () => this.publisher,
    });
    this.playback = new Playback({
      onBlocked: (blocked) => report({ type: 'audio-blocked', blocked }),
      onPaused: (paused) => report({ type: 'audio-paused', paused }),
      onOutput: (id, lost) => report({ type: 'output-changed', id, lost }),
      onFailure,
    });
    this.#listeners = new ListenerCount({
      room: joined.room,
      read: (signal) => this.#readRoom(signal),
      speakers: () => snapshot().speakers.length,
      onCount: (listeners) => report({ type: 'listeners-counted', listeners }),
      onFailure,
    });
    this.#stopMonitors = monitor({
      ...{ snapshot, report, onFailure, connection: () => this.#connection },
      reconnecting: () => this.#reconnector.active,
    });
    this.#connection = this.#newConnection();
    this.#reconnector = new Reconnector({
      tokens: this.#tokens,
      ended: this.#ended.signal,
      disconnect: () => this.#disconnect(),
      connect: () => (this.#connection = this.#newConnection()).join(),
      end: (...why) => this.end(...why),
      fail: (thrown) => this.#fail(thrown),
    });
    this.publisher = new MicrophonePublisher({
      microphone,
      snapshot,
      report,
      tokens: this.#tokens,
      connection: () => this.#connection,
      fail: (thrown) => this.#fail(thrown),
    });
  }

  /** Joins the stage. If that fails, the room has ended, and the error says why; anything else thrown is a bug. */
  async enter(): Promise<void> {
    try {
      await this.#connection.join();
      this.#ended.signal.throwIfAborted();
    } catch (error) {
      if (!(error instanceof StageRefusal)) throw error;
      const shown = (error.tokenRefused && this.#tokens.clockError) || error.error;
      this.end(error.reason ?? 'failed', shown);
      throw shown;
    }
    this.#entered = true;
    followPage({
      signal: this.#ended.signal,
      onHide: () => this.#suspend(),
      onShow: () => this.#reconnector.start(),
      onOnline: () => {
        this.#reconnector.hurry();
        this.controls.hurry();
      },
      onClockJump: () => this.#clockJumped(),
      onFailure: (thrown) => this.#failIfBug(thrown),
    });
    handleMediaKeys({
      onPlay: () => void this.playback.resume(),
      onPause: () => this.playback.pause(),
      onToggleMicrophone: () => this.#run(this.publisher.setMuted(!this.#options.snapshot().muted)),
      onHangUp: () => this.end('user'),
      signal: this.#ended.signal,
    });
  }

  /** Ends everything at once and for good. A second call does nothing. */
  end(reason: LeftReason, error?: RoomError, by?: string): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#tokens.stop();
    this.publisher.close();
    this.#connection.close();
    this.playback.close();
    // Last, because closing the connection may have started these timers.
    this.#reconnector.stop();
    this.controls.stop();
    this.#listeners.stop();
    this.#stopMonitors();
    this.#options.report({ type: 'left', reason, error, by });
  }

  async #readRoom(signal: AbortSignal): Promise<RoomDetails> {
    const { api, joined, report } = this.#options;
    const room = await api.get(joined.room.id, { signal });
    report({ type: 'room-read', room, closesAt: closingTime(room) });
    return room;
  }

  #newConnection(): StageConnection {
    const { sdk } = this.#options;
    return new StageConnection(sdk, this.#tokens.token, (report) => this.#follow(report));
  }

  #follow(report: StageReport): void {
    switch (report.type) {
      case 'stage-left':
        if (!this.#entered || this.#reconnector.active) return; // join() rejects
        // Whoever was taken off the stage by force comes back as another participant: the API tells.
        if (report.reason === 'removed') this.#tokens.doubt();
        if (report.reason && report.reason !== 'removed') this.end(report.reason);
        else this.#reconnector.start();
        if (report.reason === 'removed') this.publisher.stop();
        return;
      case 'publication-lost':
        this.#run(this.publisher.recover());
        return;
      case 'token-expired':
        this.#run(this.#renewToken());
        return;
      case 'subscribers-counted':
        this.#listeners.setConnected(report.count);
        return;
      case 'interrupted':
        this.#reconnector.interrupted();
        break;
      case 'connected':
        this.#reconnector.connected();
        this.controls.start();
    }
    this.#report(report);
    if (report.type === 'connected' && this.#options.snapshot().publishing) {
      this.#run(this.publisher.recover()); // the SDK gave up while there was no connection
    }
  }

  #report(fact: StageFact): void {
    const { report, snapshot } = this.#options;
    const { speakers } = snapshot();
    report(fact);
    if (snapshot().speakers === speakers) return;
    this.#listeners.settle();
    const remote = snapshot().speakers.filter(({ local }) => !local);
    this.playback.play(remote.flatMap(({ stream }) => stream ?? []));
  }

  /** Shows a failure in the snapshot. */
  #fail(thrown: unknown): RoomError {
    const error = toRoomError(thrown);
    this.#options.report({ type: 'failed', error });
    return error;
  }

  /** For work in the background, which tries again or does without: only a bug is worth showing. */
  #failIfBug(thrown: unknown): void {
    if (!isExpected(thrown)) this.#fail(thrown);
  }

  #run(work: Promise<void>): void {
    work.catch((thrown: unknown) => this.#failIfBug(thrown));
  }

  /** The SDK can't subscribe or publish any more. With a valid token it tries again. */
  async #renewToken(): Promise<void> {
    if (!this.#entered || this.#reconnector.active) return;
    try {
      await this.#tokens.renew();
    } finally {
      this.#connection.refresh();
    }
  }

  /** The SDK may refuse the token now, and the closing time may be wrong. Both come with an answer of the API. */
  async #clockJumped(): Promise<void> {
    if (this.#reconnector.active) await this.#readRoom(this.#ended.signal);
    else await this.#renewToken();
  }

  /** The page is closed or enters the back-forward cache: nobody may stay on stage, and no microphone open. */
  #suspend(): void {
    this.publisher.stop();
    this.controls.suspend();
    this.#disconnect();
  }

  #disconnect(): void {
    this.#connection.close();
    this.#report({ type: 'interrupted' });
  }
}
