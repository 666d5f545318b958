import * as ivs from 'amazon-ivs-web-broadcast';

// Runs in a page with nothing but the IVS SDK, and records its events.

export interface StageWants {
  /** Frequency in Hz of the tone to publish. If undefined, nothing is published. */
  readonly tone?: number;
  /** Publishes silence. */
  readonly silent?: boolean;
}

export interface StageVisit {
  connected: boolean;
  /** Codes of the SDK's error events, and of a join that was refused. */
  readonly errors: (number | undefined)[];
  left: string | undefined;
  published: boolean;
}

const visits: { readonly visit: StageVisit; readonly stage: ivs.Stage }[] = [];

async function join(token: string, { tone, silent = false }: StageWants): Promise<number> {
  const visit: StageVisit = { connected: false, errors: [], left: undefined, published: false };
  const streams =
    tone === undefined ? [] : [new ivs.LocalStageStream(toneTrack(tone, silent ? 0 : 0.5))];
  const stage = new ivs.Stage(token, {
    shouldPublishParticipant: () => streams.length > 0,
    stageStreamsToPublish: () => streams,
    // Twelve publishers in one page would make 132 subscriptions that nobody listens to.
    shouldSubscribeToParticipant: () => ivs.SubscribeType.NONE,
  });
  stage.on(ivs.StageEvents.STAGE_CONNECTION_STATE_CHANGED, (state) => {
    visit.connected = state === ivs.StageConnectionState.CONNECTED;
  });
  stage.on(ivs.StageEvents.STAGE_LEFT, (reason) => {
    visit.left = reason;
  });
  stage.on(ivs.StageEvents.ERROR, ({ code }) => visit.errors.push(code));
  stage.on(ivs.StageEvents.STAGE_PARTICIPANT_PUBLISH_STATE_CHANGED, ({ isLocal }, state) => {
    if (isLocal) visit.published = state === ivs.StageParticipantPublishState.PUBLISHED;
  });
  await stage.join().catch((error: unknown) => visit.errors.push((error as ivs.StageError).code));
  return visits.push({ visit, stage }) - 1;
}

function toneTrack(frequency: number, gain: number): MediaStreamTrack {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { frequency });
  const microphone = new MediaStreamAudioDestinationNode(context);
  oscillator.connect(new GainNode(context, { gain })).connect(microphone);
  oscillator.start();
  const [track] = microphone.stream.getAudioTracks();
  if (!track) throw new Error('Web Audio returned no track.');
  return track;
}

function entry(number: number): (typeof visits)[number] {
  const found = visits[number];
  if (!found) throw new Error(`There is no visit ${number}.`);
  return found;
}

const stageTools = {
  join,
  look: (number: number) => entry(number).visit,
  leave: (number: number) => entry(number).stage.leave(),
};

declare global {
  interface Window {
    stageTools: typeof stageTools;
  }
}

window.stageTools = stageTools;
