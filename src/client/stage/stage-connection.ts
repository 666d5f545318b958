import type {
  LocalStageStream,
  StageStream,
  Stage,
  StageError,
  StageParticipantInfo,
  StageParticipantPublishState,
  StageStrategy,
} from 'amazon-ivs-web-broadcast';
import { decodeUserId } from '../../api/names.ts';
import { ConnectionMeter, type MeasuredStream } from './connection-quality.ts';
import type { IvsSdk } from './ivs-sdk.ts';
import type { RoomFact } from '../session/room-state.ts';
import type { ConnectionQuality, LeftReason } from '../snapshot.ts';
import { errorOfPublishing, leftReasonOf, StageRefusal } from './stage-errors.ts';

/** What a link tells: facts for the snapshot, and what only its owner can act on. */
export type LinkReport =
  | RoomFact
  /** The SDK has left. Without a reason the connection was lost, and a new link may do better. */
  | { type: 'link-ended'; reason: LeftReason | undefined }
  /** The stage let this participant publish and now does not: the SDK gave up on it. */
  | { type: 'publication-lost' }
  /** The token's time was over when it was needed. */
  | { type: 'token-expired' };

// The SDK itself would go on for minutes, with a person before a screen that says nothing.
const JOIN_TIMEOUT_MS = 20_000;
const PUBLISH_TIMEOUT_MS = 20_000;

/** A publication that is under way. */
interface Attempt {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * One `Stage` of the SDK, from join to leave: its events become reports, and nothing else of it is seen. A closed link
 * reports nothing more; who comes back makes a new one.
 */
export class StageLink {
  readonly #sdk: IvsSdk;
  readonly #stage: Stage;
  readonly #report: (report: LinkReport) => void;
  #local: { readonly stream: LocalStageStream; readonly media: MediaStream } | undefined;
  /** What is received, by participant. */
  readonly #received = new Map<string, MeasuredStream>();
  readonly #meter = new ConnectionMeter();
  #publishing: Attempt | undefined;
  #refusal: StageError | undefined;
  #connected = false;
  #published = false;
  #closed = false;

  constructor(sdk: IvsSdk, token: string, report: (report: LinkReport) => void) {
    this.#sdk = sdk;
    this.#report = (message) => {
      if (!this.#closed) report(message);
    };
    const strategy: StageStrategy = {
      shouldPublishParticipant: () => this.#local !== undefined,
      stageStreamsToPublish: () => (this.#local ? [this.#local.stream] : []),
      shouldSubscribeToParticipant: () => sdk.SubscribeType.AUDIO_ONLY,
    };
    this.#stage = new sdk.Stage(token, strategy);
    this.#listen();
  }

  /** @throws StageRefusal */
  async join(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const timeout = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('The stage did not answer.')), JOIN_TIMEOUT_MS);
      });
      await Promise.race([this.#stage.join(), timeout]);
    } catch (cause) {
      const code = this.#refusal?.code ?? (cause as Partial<StageError>).code;
      throw new StageRefusal(this.#sdk, code, cause);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Puts a microphone on stage, or swaps the one that is there without publishing anew.
   * @throws RoomError `STAGE_FULL` or `PUBLISH_FAILED`
   */
  async publish(media: MediaStream, muted: boolean): Promise<void> {
    const [track] = media.getAudioTracks();
    if (!track || this.#closed) throw errorOfPublishing(this.#sdk, undefined);
    const swap = this.#local !== undefined && this.#published;
    const stream = new this.#sdk.LocalStageStream(track, { stereo: false });
    // A new stream brings its own mute state: set before the SDK sees it, so that a muted person is never heard.
    stream.setMuted(muted);
    stream.on(this.#sdk.LocalStageStreamEvents.LOCAL_STREAM_MUTE_CHANGED, ({ isMuted }) => {
      if (stream === this.#local?.stream) this.#report({ type: 'self-muted', muted: isMuted });
    });
    this.#local = { stream, media };
    this.#report({ type: 'self-muted', muted: stream.isMuted });
    if (swap) {
      this.#stage.refreshStrategy();
      this.#report({ type: 'published', stream: media });
      return;
    }
    this.#refusal = undefined;
    this.#refusePublishing(); // another stream takes the place of one that is not there yet
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempt: Attempt | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#publishing = attempt = { resolve, reject };
        timer = setTimeout(() => this.#refusePublishing(), PUBLISH_TIMEOUT_MS);
        this.#stage.refreshStrategy();
      });
    } finally {
      clearTimeout(timer);
      if (this.#publishing === attempt) this.#publishing = undefined;
    }
  }

  /** Takes the microphone off the stage, or gives up putting it there. Its tracks stay the caller's to stop. */
  unpublish(): void {
    if (!this.#local) return;
    this.#local = undefined;
    this.#publishing?.reject(new DOMException('Stepped back meanwhile.', 'AbortError'));
    if (!this.#closed) this.#stage.refreshStrategy();
  }

  /**
   * Mutes what is on stage; the stream's own event, not this call, then moves the snapshot.
   * @returns false where nothing is on stage, nor on its way there.
   */
  setMuted(muted: boolean): boolean {
    this.#local?.stream.setMuted(muted);
    return this.#local !== undefined;
  }

  /** Asks the SDK to look again at what it should publish and subscribe to; it retries what had failed. */
  refresh(): void {
    if (!this.#closed) this.#stage.refreshStrategy();
  }

  /** @throws whatever the SDK throws; a refusal by the stage also ends the link. */
  async exchangeToken(token: string): Promise<void> {
    if (!this.#closed) await this.#stage.exchangeToken(token);
  }

  quality(): Promise<ConnectionQuality | undefined> {
    return this.#meter.measure(this.#local?.stream, [...this.#received.values()]);
  }

  /** Leaves the stage at once. */
  close(): void {
    if (this.#closed) return;
    this.#refusePublishing(); // not what the person asked for: they are told
    this.unpublish();
    this.#closed = true;
    this.#stage.leave();
  }

  #refusePublishing(): void {
    const error = errorOfPublishing(this.#sdk, this.#refusal?.code);
    this.#publishing?.reject(error);
  }

  #listen(): void {
    const stage = this.#stage;
    const events = this.#sdk.StageEvents;
    const { StageConnectionState: Connection, StageParticipantPublishState: Publish } = this.#sdk;
    const report = this.#report;

    stage.on(events.STAGE_CONNECTION_STATE_CHANGED, (state) => {
      if (state === Connection.CONNECTED) {
        report({ type: 'connected', fresh: !this.#connected });
        this.#connected = true;
      } else if (!this.#connected) return;
      else if (state !== Connection.DISCONNECTED) report({ type: 'interrupted' });
      // A leaving SDK is disconnected first and says why right after. It says nothing when `beforeunload` made it leave
      // and the page stays all the same, as after a mailto: link: then there is no connection, and it tries no more.
      else setTimeout(() => report({ type: 'link-ended', reason: undefined }));
    });
    stage.on(events.STAGE_LEFT, (reason) => {
      report({ type: 'link-ended', reason: leftReasonOf(this.#sdk, reason) });
    });
    stage.on(events.STAGE_PARTICIPANT_JOINED, (info) => {
      if (!info.isLocal) this.#reportSpeaker(info);
    });
    stage.on(events.STAGE_PARTICIPANT_METADATA_CHANGED, (info) => {
      if (!info.isLocal && info.isPublishing) this.#reportSpeaker(info);
    });
    stage.on(events.STAGE_PARTICIPANT_LEFT, (info) => {
      if (!info.isLocal) report({ type: 'speaker-left', id: info.id });
    });
    // The SDK sends this for everybody: who it is about decides everything.
    stage.on(events.STAGE_PARTICIPANT_PUBLISH_STATE_CHANGED, (info, state) => {
      if (info.isLocal) this.#reportPublishing(state);
      else if (state === Publish.PUBLISHED) this.#reportSpeaker(info);
      else if (state === Publish.NOT_PUBLISHED) report({ type: 'speaker-left', id: info.id });
    });
    stage.on(events.STAGE_PARTICIPANT_STREAMS_ADDED, (info, streams) => {
      const audio = streams.find(({ streamType }) => streamType === this.#sdk.StreamType.AUDIO);
      if (info.isLocal || !audio) return;
      if (isMeasured(audio)) this.#received.set(info.id, audio);
      this.#reportSpeaker(info);
      report({
        type: 'stream-added',
        id: info.id,
        stream: new MediaStream([audio.mediaStreamTrack]),
      });
    });
    stage.on(events.STAGE_PARTICIPANT_STREAMS_REMOVED, (info) => {
      if (info.isLocal) return;
      this.#received.delete(info.id);
      report({ type: 'stream-removed', id: info.id });
    });
    stage.on(events.STAGE_STREAM_MUTE_CHANGED, (info, stream) => {
      if (info.isLocal || stream.streamType !== this.#sdk.StreamType.AUDIO) return;
      report({ type: 'speaker-muted', id: info.id, muted: stream.isMuted });
    });
    stage.on(events.STAGE_SUBSCRIBER_COUNT_CHANGED, (count) => {
      report({ type: 'subscribers-counted', count });
    });
    stage.on(events.ERROR, (error) => {
      this.#refusal = error;
      if (error.code === this.#sdk.StageErrorCode.TOKEN_EXPIRED) report({ type: 'token-expired' });
      if (error.category === this.#sdk.StageErrorCategory.PUBLISH_ERROR) this.#refusePublishing();
    });
  }

  #reportSpeaker(info: StageParticipantInfo): void {
    // Who is not of this app has no name of ours, and any text could stand there: the id is at least plain.
    const name = decodeUserId(info.userId) ?? info.id;
    this.#report({ type: 'speaker-joined', id: info.id, name, muted: info.audioMuted });
  }

  #reportPublishing(state: StageParticipantPublishState): void {
    const { StageParticipantPublishState: Publish } = this.#sdk;
    this.#published = state === Publish.PUBLISHED;
    if (state === Publish.ATTEMPTING_PUBLISH) return;
    if (state === Publish.PUBLISHED) {
      if (!this.#local) return;
      this.#publishing?.resolve();
      this.#report({ type: 'published', stream: this.#local.media });
      return;
    }
    this.#report({ type: 'unpublished' });
    if (state === Publish.NOT_PUBLISHED) return;
    // The error that says why comes as an event of its own in the same turn, if it comes.
    if (this.#publishing) queueMicrotask(() => this.#refusePublishing());
    else if (this.#local) this.#report({ type: 'publication-lost' });
  }
}

// The event's type is of what sent and received streams have in common.
function isMeasured(stream: StageStream): stream is StageStream & MeasuredStream {
  return 'requestQualityStats' in stream;
}
