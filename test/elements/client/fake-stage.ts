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
  /** Ids of the speakers whose audio does not arrive. */
  readonly silent = new Set<string>();
  /** Ids of those who can't be subscribed to. */
  readonly unreachable = new Set<string>();
  /** How many times the connection was measured. */
  measures = 0;
  /** How many times it was measured whether a speaker is heard. */
  receptions = 0;
  /** How many times each speaker was subscribed to, by id. */
  readonly subscriptions = new Map<string, number>();
  readonly #remote = new Map<
    string,
    { info: StageParticipantInfo; track: MediaStreamTrack; subscribed: boolean; packets: number }
  >();
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
    this.#subscribe();
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
    const info = this.info(id, name, false);
    this.#remote.set(id, { info, track, subscribed: false, packets: 0 });
    this.emit(this.sdk.StageEvents.STAGE_PARTICIPANT_JOINED, info);
    this.#subscribe();
    return info;
  }

  subscribeState(info: StageParticipantInfo, state: string): void {
    this.emit(this.sdk.StageEvents.STAGE_PARTICIPANT_SUBSCRIBE_STATE_CHANGED, info, state);
  }

  /** Subscribes to whom the strategy wants, and unsubscribes from the others. */
  #subscribe(): void {
    const { StageEvents, StreamType, SubscribeType } = this.sdk;
    for (const [id, speaker] of this.#remote) {
      const { info, track } = speaker;
      const wanted = this.strategy.shouldSubscribeToParticipant(info) !== SubscribeType.NONE;
      if (wanted === speaker.subscribed) continue;
      speaker.subscribed = wanted;
      if (!wanted) {
        this.subscribeState(info, 'not_subscribed');
        this.emit(StageEvents.STAGE_PARTICIPANT_STREAMS_REMOVED, info, []);
        continue;
      }
      this.subscriptions.set(id, (this.subscriptions.get(id) ?? 0) + 1);
      this.subscribeState(info, 'attempting_subscribe');
      if (this.unreachable.has(id)) continue;
      speaker.packets = 0;
      this.subscribeState(info, 'subscribed');
      const stream = {
        streamType: StreamType.AUDIO,
        mediaStreamTrack: track,
        isMuted: false,
        requestQualityStats: () => Promise.resolve([{ networkQuality: this.networkQuality }]),
        requestRTCStats: () => Promise.resolve(this.#arrivals(id)),
      };
      this.emit(StageEvents.STAGE_PARTICIPANT_STREAMS_ADDED, info, [stream]);
    }
  }

  info(id: string, name: string, isLocal: boolean): StageParticipantInfo {
    const { user_id: userId, attributes } = encodeName(name);
    const rest = { attributes: { ...attributes }, userInfo: {}, capabilities: new Set<never>() };
    const state = { videoStopped: true, audioMuted: false, isPublishing: true };
    return { id, userId, isLocal, ...rest, ...state };
  }

  /** Empty until the first packet, as in Chromium. */
  #arrivals(id: string): RTCStatsReport {
    const { stack } = new Error();
    if (stack?.includes('connection-quality')) this.measures++;
    if (stack?.includes('reception-meter')) this.receptions++;
    const speaker = this.#remote.get(id);
    if (this.arriving) this.arrived++;
    if (speaker && this.arriving && !this.silent.has(id)) speaker.packets++;
    const packetsReceived = speaker?.packets ?? 0;
    if (packetsReceived === 0) return new Map();
    return new Map<string, object>([
      ['pair', { type: 'candidate-pair', responsesReceived: this.arrived }],
      ['audio', { type: 'inbound-rtp', packetsReceived }],
    ]);
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
