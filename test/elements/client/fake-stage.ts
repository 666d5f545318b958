import type {
  LocalStageStream,
  StageParticipantInfo,
  StageStrategy,
} from 'amazon-ivs-web-broadcast';
import { encodeName } from '../../../src/api/name-claims.ts';
import { loadIvsSdk, type IvsSdk } from '../../../src/client/stage/ivs-sdk.ts';

type Listener = (...args: unknown[]) => void;

/** How the stage behind the fake answers; a number is the StageErrorCode of a refusal. */
export interface StageBehaviour {
  join: 'accept' | 'hang' | number;
  publish: 'accept' | 'fail' | 'hang' | number;
  exchange: 'accept' | 'fail';
}

/** The SDK with its real enums and streams, and a fake `Stage`. */
export interface FakeSdk {
  readonly sdk: IvsSdk;
  /** Each Stage that was made, in order. */
  readonly stages: FakeStage[];
  readonly behaviour: StageBehaviour;
}

export async function fakeSdk(): Promise<FakeSdk> {
  const real = await loadIvsSdk();
  const stages: FakeStage[] = [];
  const behaviour: StageBehaviour = { join: 'accept', publish: 'accept', exchange: 'accept' };
  class Stage extends FakeStage {
    constructor(token: string, strategy: StageStrategy) {
      super(real, behaviour, token, strategy);
      stages.push(this);
    }
  }
  return { sdk: { ...real, Stage } as unknown as IvsSdk, stages, behaviour };
}

/** Behaves as a real `Stage` was observed to. Tests play the server with {@link emit}. */
export class FakeStage {
  readonly sdk: IvsSdk;
  readonly behaviour: StageBehaviour;
  readonly strategy: StageStrategy;
  token: string;
  left = false;
  published: LocalStageStream | undefined;
  /** How many times publishing began; replaced tracks do not count. */
  publications = 0;
  refreshes = 0;
  /** Quality of received streams, from 0 (down) to 4. */
  networkQuality = 4;
  /** Whether anything still arrives. */
  arriving = true;
  arrived = 0;
  /** How many times statistics were read. */
  measures = 0;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(sdk: IvsSdk, behaviour: StageBehaviour, token: string, strategy: StageStrategy) {
    this.sdk = sdk;
    this.behaviour = behaviour;
    this.token = token;
    this.strategy = strategy;
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  emit(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
  }

  connection(state: 'connecting' | 'connected' | 'errored' | 'disconnected'): void {
    this.emit(this.sdk.StageEvents.STAGE_CONNECTION_STATE_CHANGED, state);
  }

  async join(): Promise<void> {
    const { join } = this.behaviour;
    await Promise.resolve();
    if (join === 'hang') return new Promise(() => {});
    if (join !== 'accept') {
      this.#fail('JOIN_ERROR', join);
      throw new Error('Refused');
    }
    this.connection('connected');
  }

  leave(): void {
    if (this.left) return;
    this.left = true;
    this.published = undefined;
    this.connection('disconnected');
    this.emit(this.sdk.StageEvents.STAGE_LEFT, this.sdk.StageLeftReason.USER_INITIATED);
  }

  /** The server makes the SDK leave. */
  end(reason: string): void {
    this.left = true;
    this.connection('disconnected');
    this.emit(this.sdk.StageEvents.STAGE_LEFT, reason);
  }

  refreshStrategy(): void {
    this.refreshes++;
    const wanted = this.strategy.shouldPublishParticipant(this.info('me', 'Me', true));
    const [stream] = wanted ? this.strategy.stageStreamsToPublish() : [];
    const before = this.published;
    if (stream && before) this.published = stream;
    else if (stream) void this.#publish(stream);
    else if (before) {
      this.published = undefined;
      this.publishState('not_published');
    }
  }

  async exchangeToken(token: string): Promise<void> {
    await Promise.resolve();
    if (this.behaviour.exchange === 'accept') {
      this.token = token;
      return;
    }
    this.end(this.sdk.StageLeftReason.FAILED_EXCHANGE);
    throw new Error('Exchange failed');
  }

  publishState(state: string, info = this.info('me', 'Me', true)): void {
    this.emit(this.sdk.StageEvents.STAGE_PARTICIPANT_PUBLISH_STATE_CHANGED, info, state);
  }

  /** The SDK gives up publishing. */
  losePublication(): void {
    if (!this.published) return;
    this.published = undefined;
    this.publishState('errored');
  }

  /** Somebody else goes on stage with audio. */
  speaker(id: string, name: string, track = silentTrack()): StageParticipantInfo {
    const { StageEvents, StreamType } = this.sdk;
    const info = this.info(id, name, false);
    this.emit(StageEvents.STAGE_PARTICIPANT_JOINED, info);
    const requestQualityStats = () => Promise.resolve([{ networkQuality: this.networkQuality }]);
    const stream = {
      streamType: StreamType.AUDIO,
      mediaStreamTrack: track,
      isMuted: false,
      requestQualityStats,
      requestRTCStats: () => Promise.resolve(this.#arrivals()),
    };
    this.emit(StageEvents.STAGE_PARTICIPANT_STREAMS_ADDED, info, [stream]);
    return info;
  }

  info(id: string, name: string, isLocal: boolean): StageParticipantInfo {
    const { user_id: userId, attributes } = encodeName(name);
    const rest = { attributes: { ...attributes }, userInfo: {}, capabilities: new Set<never>() };
    const state = { videoStopped: true, audioMuted: false, isPublishing: true };
    return { id, userId, isLocal, ...rest, ...state };
  }

  #arrivals(): RTCStatsReport {
    this.measures++;
    if (this.arriving) this.arrived++;
    return new Map([['pair', { type: 'candidate-pair', responsesReceived: this.arrived }]]);
  }

  async #publish(stream: LocalStageStream): Promise<void> {
    this.publications++;
    this.publishState('attempting_publish');
    await Promise.resolve();
    const { publish } = this.behaviour;
    if (publish === 'hang') return;
    if (publish === 'accept') {
      this.published = stream;
      this.publishState('published');
      return;
    }
    this.publishState('errored');
    if (publish !== 'fail') this.#fail('PUBLISH_ERROR', publish);
  }

  #fail(category: string, code: number): void {
    this.emit(this.sdk.StageEvents.ERROR, { name: 'StageError', message: 'No', category, code });
  }
}

function silentTrack(): MediaStreamTrack {
  const context = new AudioContext();
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  return track!;
}
