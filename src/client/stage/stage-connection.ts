import type {
  LocalStageStream,
  Stage,
  StageError,
  StageParticipantPublishState,
  StageStrategy,
} from 'amazon-ivs-web-broadcast';
import { RoomError, toRoomError } from '../room-error.ts';
import type { ConnectionQuality } from '../snapshot.ts';
import { ConnectionMeter } from './connection-quality.ts';
import { type Guard, guardFor } from './guarded.ts';
import type { IvsSdk } from './ivs-sdk.ts';
import { RemoteSpeakers } from './remote-speakers.ts';
import { errorOfPublishing, isBug, leftReasonOf, StageRefusal } from './stage-errors.ts';
import type { StageReport } from './stage-report.ts';

// The SDK would try for minutes, while the person sees nothing happen.
const JOIN_TIMEOUT_MS = 20_000;
const PUBLISH_TIMEOUT_MS = 20_000;

interface PendingPublish {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * One `Stage` of the SDK, from joining to leaving. Turns the SDK's events into {@link StageReport}s; no other file
 * handles a `Stage`. A closed connection reports nothing; to come back, make a new one.
 */
export class StageConnection {
  readonly #sdk: IvsSdk;
  readonly #token: string;
  readonly #report: (report: StageReport) => void;
  #stage: Stage | undefined;
  #local: { readonly stream: LocalStageStream; readonly media: MediaStream } | undefined;
  /** Everybody else on stage. */
  readonly speakers: RemoteSpeakers;
  readonly #guard: Guard;
  readonly #meter = new ConnectionMeter();
  #pending: PendingPublish | undefined;
  #lastError: StageError | undefined;
  #connected = false;
  #published = false;
  #closed = false;

  constructor(sdk: IvsSdk, token: string, report: (report: StageReport) => void) {
    this.#sdk = sdk;
    this.#token = token;
    this.#report = (message) => {
      if (!this.#closed) report(message);
    };
    this.speakers = new RemoteSpeakers(this.#report, () => this.refresh());
    this.#guard = guardFor(this.#report);
  }

  /** @throws StageRefusal; anything else that it throws is a bug. */
  async join(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      this.#stage = new this.#sdk.Stage(this.#token, this.#strategy());
      this.#listen(this.#stage);
      const timeout = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('The stage did not answer.')), JOIN_TIMEOUT_MS);
      });
      await Promise.race([this.#stage.join(), timeout]);
    } catch (thrown) {
      const code = this.#lastError?.code ?? (thrown as Partial<StageError> | undefined)?.code;
      if (code === undefined && isBug(thrown)) throw thrown;
      throw new StageRefusal(this.#sdk, code, thrown);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Publishes a microphone. If one is published already, replaces its track without publishing again.
   * @throws RoomError `STAGE_FULL` or `PUBLISH_FAILED`
   */
  async publish(media: MediaStream, muted: boolean): Promise<void> {
    const [track] = media.getAudioTracks();
    if (!track || this.#closed) throw errorOfPublishing(this.#sdk, undefined);
    const replaces = this.#local !== undefined && this.#published;
    const stream = new this.#sdk.LocalStageStream(track, { stereo: false });
    // A new stream is unmuted. Muting it before the SDK gets it keeps a muted person from being heard.
    stream.setMuted(muted);
    stream.on(
      this.#sdk.LocalStageStreamEvents.LOCAL_STREAM_MUTE_CHANGED,
      this.#guard(({ isMuted }) => {
        if (stream === this.#local?.stream) this.#report({ type: 'self-muted', muted: isMuted });
      }),
    );
    this.#local = { stream, media };
    this.#report({ type: 'self-muted', muted: stream.isMuted });
    if (replaces) {
      this.#stage?.refreshStrategy();
      this.#report({ type: 'published', stream: media });
      return;
    }
    this.#lastError = undefined;
    this.#rejectPending(); // this stream replaces one that is not published yet
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pending: PendingPublish | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#pending = pending = { resolve, reject };
        timer = setTimeout(() => this.#rejectPending(), PUBLISH_TIMEOUT_MS);
        this.#stage?.refreshStrategy();
      });
    } finally {
      clearTimeout(timer);
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  /** Stops publishing, or cancels a {@link publish} under way. The caller stops the tracks. */
  unpublish(): void {
    if (!this.#local) return;
    this.#local = undefined;
    this.#pending?.reject(new DOMException('Stepped back before it was published.', 'AbortError'));
    this.refresh();
  }

  /**
   * Mutes or unmutes the published stream, whose own event then changes the snapshot.
   * @returns false if there is no stream
   */
  setMuted(muted: boolean): boolean {
    this.#local?.stream.setMuted(muted);
    return this.#local !== undefined;
  }

  /** Makes the SDK compare what it publishes and subscribes to with what it should, and retry what failed. */
  refresh(): void {
    if (this.#closed) return;
    try {
      this.#stage?.refreshStrategy();
    } catch (thrown) {
      this.#report({ type: 'failed', error: toRoomError(thrown) });
    }
  }

  /** @throws RoomError `PUBLISH_FAILED`; if the stage refuses the token, the SDK leaves, too. */
  async exchangeToken(token: string): Promise<void> {
    try {
      if (!this.#closed) await this.#stage?.exchangeToken(token);
    } catch (cause) {
      if (isBug(cause)) throw cause;
      throw new RoomError('PUBLISH_FAILED', 'The stage did not accept the new token. Try again.', {
        cause,
      });
    }
  }

  quality(): Promise<ConnectionQuality | undefined> {
    return this.#meter.measure(this.#local?.stream, this.speakers.streams);
  }

  /** Leaves the stage at once. A second call does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#rejectPending(); // the person did not cancel it, so it fails visibly
    this.unpublish();
    this.#closed = true;
    try {
      this.#stage?.leave();
    } catch (thrown) {
      reportError(thrown); // a bug of the SDK must not keep the rest of the session open
    }
  }

  #rejectPending(): void {
    this.#pending?.reject(errorOfPublishing(this.#sdk, this.#lastError?.code));
  }

  #strategy(): StageStrategy {
    const { SubscribeType } = this.#sdk;
    return {
      shouldPublishParticipant: () => this.#local !== undefined,
      stageStreamsToPublish: () => (this.#local ? [this.#local.stream] : []),
      shouldSubscribeToParticipant: ({ id }) =>
        this.speakers.wants(id) ? SubscribeType.AUDIO_ONLY : SubscribeType.NONE,
    };
  }

  #listen(stage: Stage): void {
    const events = this.#sdk.StageEvents;
    const Connection = this.#sdk.StageConnectionState;
    const guard = this.#guard;
    const report = this.#report;
    this.speakers.listen(this.#sdk, stage, guard);
    stage.on(
      events.STAGE_CONNECTION_STATE_CHANGED,
      guard((state) => {
        if (state === Connection.CONNECTED) {
          report({ type: 'connected', fresh: !this.#connected });
          this.#connected = true;
        } else if (!this.#connected) return;
        else if (state !== Connection.DISCONNECTED) report({ type: 'interrupted' });
        // When the SDK leaves, STAGE_LEFT with the reason follows in the same turn. It does not follow if the SDK left
        // on `beforeunload` and the page stays, as with a mailto: link: then the SDK does not reconnect, either.
        else setTimeout(() => report({ type: 'stage-left', reason: undefined }));
      }),
    );
    stage.on(
      events.STAGE_LEFT,
      guard((reason) => {
        report({ type: 'stage-left', reason: leftReasonOf(this.#sdk, reason) });
      }),
    );
    stage.on(
      events.STAGE_PARTICIPANT_PUBLISH_STATE_CHANGED,
      guard((info, state) => {
        if (info.isLocal) this.#reportPublishing(state);
      }),
    );
    stage.on(
      events.STAGE_SUBSCRIBER_COUNT_CHANGED,
      guard((count) => report({ type: 'subscribers-counted', count })),
    );
    stage.on(
      events.ERROR,
      guard((error) => {
        const { StageErrorCode: Code, StageErrorCategory: Category } = this.#sdk;
        // One of subscribing says nothing about joining and publishing; the speaker's own event follows.
        if (error.category !== Category.SUBSCRIBE_ERROR) this.#lastError = error;
        if (error.code === Code.TOKEN_EXPIRED) report({ type: 'token-expired' });
        if (error.category === Category.PUBLISH_ERROR) this.#rejectPending();
      }),
    );
  }

  #reportPublishing(state: StageParticipantPublishState): void {
    const { StageParticipantPublishState: Publish } = this.#sdk;
    this.#published = state === Publish.PUBLISHED;
    if (state === Publish.ATTEMPTING_PUBLISH) return;
    if (state === Publish.PUBLISHED) {
      if (!this.#local) return;
      this.#pending?.resolve();
      this.#report({ type: 'published', stream: this.#local.media });
      return;
    }
    this.#report({ type: 'unpublished' });
    if (state === Publish.NOT_PUBLISHED) return;
    // The ERROR event with the reason, if there is one, follows in the same turn.
    if (this.#pending) queueMicrotask(() => this.#rejectPending());
    else if (this.#local) this.#report({ type: 'publication-lost' });
  }
}
