import type { Stage, StageParticipantInfo, StageStream } from 'amazon-ivs-web-broadcast';
import { decodeName } from '../../api/name-claims.ts';
import type { MeasuredStream } from './connection-quality.ts';
import type { Guard } from './guarded.ts';
import type { IvsSdk } from './ivs-sdk.ts';
import type { StageReport } from './stage-report.ts';

/** Reports who else is on stage, and keeps the streams that are received from them. */
export class RemoteSpeakers {
  readonly #report: (report: StageReport) => void;
  /** By participant id. */
  readonly #received = new Map<string, MeasuredStream>();

  constructor(report: (report: StageReport) => void) {
    this.#report = report;
  }

  get streams(): readonly MeasuredStream[] {
    return [...this.#received.values()];
  }

  listen(sdk: IvsSdk, stage: Stage, guard: Guard): void {
    const { StageEvents: events, StageParticipantPublishState: Publish, StreamType } = sdk;
    const left = ({ id }: StageParticipantInfo) => this.#report({ type: 'speaker-left', id });
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
        if (isMeasured(audio)) this.#received.set(info.id, audio);
        this.#joined(info);
        const stream = new MediaStream([audio.mediaStreamTrack]);
        this.#report({ type: 'stream-added', id: info.id, stream });
      }),
    );
    stage.on(
      events.STAGE_PARTICIPANT_STREAMS_REMOVED,
      remote(({ id }) => {
        this.#received.delete(id);
        this.#report({ type: 'stream-removed', id });
      }),
    );
    stage.on(
      events.STAGE_STREAM_MUTE_CHANGED,
      remote(({ id }, { streamType, isMuted }) => {
        if (streamType !== StreamType.AUDIO) return;
        this.#report({ type: 'speaker-muted', id, muted: isMuted });
      }),
    );
  }

  #joined(info: StageParticipantInfo): void {
    // The user id of a participant that is not from this app may hold any text, so its participant id is shown.
    const name = decodeName(info.userId, info.attributes) ?? info.id;
    this.#report({ type: 'speaker-joined', id: info.id, name, muted: info.audioMuted });
  }
}

// The event's type is what sent and received streams have in common.
function isMeasured(stream: StageStream): stream is StageStream & MeasuredStream {
  return 'requestQualityStats' in stream;
}
