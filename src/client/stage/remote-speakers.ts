import type { Stage, StageParticipantInfo, StageStream } from 'amazon-ivs-web-broadcast';
import { decodeName, isHost } from '../../api/name-claims.ts';
import type { MeasuredStream } from './connection-quality.ts';
import type { Guard } from './guarded.ts';
import type { IvsSdk } from './ivs-sdk.ts';
import { type Reception, ReceptionMeter, type RemoteAudio } from './reception-meter.ts';
import type { StageReport } from './stage-report.ts';

/** Reports who else is on stage, and keeps what is received from them. */
export class RemoteSpeakers {
  readonly #report: (report: StageReport) => void;
  readonly #refresh: () => void;
  /** By participant id. */
  readonly #speakers = new Map<string, RemoteAudio>();
  /** Ids of those who are not subscribed to for the moment. */
  readonly #paused = new Set<string>();
  readonly #meter = new ReceptionMeter();

  /** @param refresh - Makes the SDK ask again whom to subscribe to. */
  constructor(report: (report: StageReport) => void, refresh: () => void) {
    this.#report = report;
    this.#refresh = refresh;
  }

  get streams(): readonly MeasuredStream[] {
    return [...this.#speakers.values()].flatMap(({ stream }) => stream ?? []);
  }

  /** @param elapsedMs - Since the measurement before. */
  reception(elapsedMs: number): Promise<Reception> {
    return this.#meter.measure([...this.#speakers.values()], elapsedMs);
  }

  /** Whether this speaker should be subscribed to. */
  wants(id: string): boolean {
    return !this.#paused.has(id);
  }

  /** Subscribes to these speakers anew, over new connections. */
  resubscribe(ids: readonly string[]): void {
    for (const id of ids) this.#paused.add(id);
    this.#refresh();
    setTimeout(() => {
      for (const id of ids) this.#paused.delete(id);
      this.#refresh();
    });
  }

  listen(sdk: IvsSdk, stage: Stage, guard: Guard): void {
    const { StageEvents: events, StageParticipantPublishState: Publish, StreamType } = sdk;
    const { StageParticipantSubscribeState: Subscribe } = sdk;
    const left = ({ id }: StageParticipantInfo) => {
      this.#speakers.delete(id);
      this.#report({ type: 'speaker-left', id });
    };
    // The SDK sends every event for the local participant, too.
    const remote = <Rest extends unknown[]>(
      listener: (info: StageParticipantInfo, ...rest: Rest) => void,
    ) =>
      guard((info: StageParticipantInfo, ...rest: Rest) => {
        if (!info.isLocal) listener(info, ...rest);
      });

    stage.on(
      events.STAGE_PARTICIPANT_JOINED,
      remote((info) => this.#joined(info)),
    );
    stage.on(
      events.STAGE_PARTICIPANT_METADATA_CHANGED,
      remote((info) => {
        if (info.isPublishing) this.#joined(info);
      }),
    );
    stage.on(events.STAGE_PARTICIPANT_LEFT, remote(left));
    stage.on(
      events.STAGE_PARTICIPANT_PUBLISH_STATE_CHANGED,
      remote((info, state) => {
        if (state === Publish.PUBLISHED) this.#joined(info);
        else if (state === Publish.NOT_PUBLISHED) left(info);
      }),
    );
    stage.on(
      events.STAGE_PARTICIPANT_STREAMS_ADDED,
      remote((info, streams) => {
        const audio = streams.find(({ streamType }) => streamType === StreamType.AUDIO);
        if (!audio) return;
        this.#joined(info);
        this.#change(info.id, {
          subscribed: true,
          failed: false,
          stream: isMeasured(audio) ? audio : undefined,
        });
        const stream = new MediaStream([audio.mediaStreamTrack]);
        this.#report({ type: 'stream-added', id: info.id, stream });
      }),
    );
    stage.on(
      events.STAGE_PARTICIPANT_STREAMS_REMOVED,
      remote(({ id }) => {
        this.#change(id, { subscribed: false, stream: undefined });
        this.#report({ type: 'stream-removed', id });
      }),
    );
    stage.on(
      events.STAGE_PARTICIPANT_SUBSCRIBE_STATE_CHANGED,
      remote(({ id }, state) => this.#change(id, { failed: state === Subscribe.ERRORED })),
    );
    stage.on(
      events.STAGE_STREAM_MUTE_CHANGED,
      remote(({ id }, { streamType, isMuted }) => {
        if (streamType !== StreamType.AUDIO) return;
        this.#change(id, { muted: isMuted });
        this.#report({ type: 'speaker-muted', id, muted: isMuted });
      }),
    );
  }

  #joined(info: StageParticipantInfo): void {
    // The user id of a participant that is not from this app may hold any text, so its participant id is shown.
    const name = decodeName(info.userId, info.attributes) ?? info.id;
    const { id, audioMuted: muted } = info;
    const before = this.#speakers.get(id) ?? { id, muted, failed: false, subscribed: false };
    this.#speakers.set(id, { ...before, muted });
    const host = isHost(info.attributes);
    this.#report({ type: 'speaker-joined', id, name, host, muted });
  }

  #change(id: string, change: Partial<RemoteAudio>): void {
    const speaker = this.#speakers.get(id);
    if (speaker) this.#speakers.set(id, { ...speaker, ...change });
  }
}

// The event's type is what sent and received streams have in common.
function isMeasured(stream: StageStream): stream is StageStream & MeasuredStream {
  return 'requestQualityStats' in stream && 'requestRTCStats' in stream;
}
