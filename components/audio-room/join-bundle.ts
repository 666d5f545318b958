import { html, type LitElement, type TemplateResult } from 'lit';
import type { RoomApi } from '../../src/client/api/room-api.ts';
import { Microphone } from '../../src/client/media/microphone.ts';
import type { Preferences } from '../../src/client/preferences.ts';
import { reportIfUnexpected, type RoomErrorCode } from '../../src/client/room-error.ts';
import { RoomSession } from '../../src/client/session/room-session.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import type { IvsSdkLoader } from '../../src/client/stage/ivs-sdk.ts';
import { RoomCreatedEvent } from '../events/room-created-event.ts';
import type { Theme } from '../events/theme-request-event.ts';
import '../lobby/room-ended.ts';
import '../room/room-view.ts';
import '../sound/mic-check.ts';
import { answerHostRequests } from './host-requests.ts';

export { en } from '../texts/en.ts';
export { dispatchRoomEvents } from './room-events.ts';

// What <audio-room> needs from the moment somebody wants to join: one module, so that it loads with one request.

/** A session whose microphone is set up as in the last visit. */
export function newSession(
  api: RoomApi,
  preferences: Preferences,
  loadSdk?: IvsSdkLoader,
): RoomSession {
  const microphone = new Microphone({
    deviceId: preferences.get('microphoneId'),
    noiseSuppression: preferences.get('noiseSuppression') ?? true,
    echoCancellation: preferences.get('echoCancellation') ?? true,
  });
  return new RoomSession({ api, microphone, ...(loadSdk && { loadSdk }) });
}

/** The element of a person who creates a room. */
export interface Creator extends LitElement {
  name: string;
  roomId: string;
  readonly roomTitle: string;
  readonly roomStage: 'open' | 'invited' | '';
}

export async function createRoom(creator: Creator, session: RoomSession): Promise<void> {
  const { name, roomTitle: title, roomStage: stage } = creator;
  const settings = { ...(title && { title }), ...(stage && { stage }) };
  const { room, hostKey } = await session.create({ name, ...settings });
  creator.roomId = room.id;
  creator.dispatchEvent(new RoomCreatedEvent(room.id, hostKey));
}

/** Plays through the output that was chosen in an earlier visit, once the person is in the room. */
function useStoredOutput(
  session: RoomSession,
  preferences: Preferences,
  signal: AbortSignal,
): void {
  const id = preferences.get('outputId');
  const choose = (): void => {
    if (!id || session.snapshot.phase !== 'listening') return;
    session.removeEventListener('change', choose);
    session.chooseOutput(id).catch(reportIfUnexpected); // it may be unplugged
  };
  session.addEventListener('change', choose, { signal });
}

interface RequestOptions {
  readonly session: RoomSession;
  readonly preferences: Preferences;
  /** Ends the handling of requests. */
  readonly signal: AbortSignal;
  /** Called with whatever a handler throws. */
  readonly onFailure: (error: unknown) => void;
}

/** Does what the controls in a room ask for, and remembers choices for the next visit. */
export function answerRequests(
  room: LitElement,
  { session, preferences, signal, onFailure }: RequestOptions,
): void {
  const on = <Name extends keyof GlobalEventHandlersEventMap>(
    name: Name,
    answer: (event: GlobalEventHandlersEventMap[Name]) => Promise<unknown> | undefined,
  ): void => {
    const handle = async (event: GlobalEventHandlersEventMap[Name]): Promise<void> => {
      try {
        await answer(event);
      } catch (error) {
        onFailure(error);
      }
    };
    room.addEventListener(name, (event) => void handle(event), { signal });
  };

  useStoredOutput(session, preferences, signal);
  answerHostRequests(on, session, signal);
  on('audio-request', () => session.resumeAudio());
  on('mic-request', ({ muted }) => session.setMuted(muted));
  on('stage-request', ({ onStage }) => {
    if (onStage) return session.goOnStage();
    session.stepBack();
    return undefined;
  });
  on('leave-request', () => {
    session.leave();
    return undefined;
  });
  on('device-request', ({ kind, deviceId }) => {
    const id = deviceId || undefined;
    preferences.set(kind === 'microphone' ? 'microphoneId' : 'outputId', id);
    return kind === 'microphone' ? session.chooseMicrophone(id) : session.chooseOutput(deviceId);
  });
  on('shortcuts-request', ({ on: enabled }) => {
    preferences.set('shortcuts', enabled);
    room.requestUpdate();
    return undefined;
  });
  on('processing-request', ({ setting, on: enabled }) => {
    preferences.set(setting, enabled);
    return session.microphone.change({ [setting]: enabled });
  });
}

interface CheckViewOptions {
  readonly session: RoomSession | undefined;
  readonly name: string;
  readonly busy: boolean;
  readonly onBack: () => void;
}

export const checkView = ({
  session,
  name,
  busy,
  onBack,
}: CheckViewOptions): TemplateResult => html`
  <audio-room-mic-check
    .microphone=${session?.microphone}
    name=${name}
    ?busy=${busy}
    @back=${onBack}
  ></audio-room-mic-check>
`;

interface EndedViewOptions {
  /** Why nobody can enter the room. */
  readonly errorCode: RoomErrorCode | undefined;
  readonly onAgain: () => void;
}

// A room that ends by itself may be gone some time before it should be, as that is looked for once a minute.
const EARLY_MS = 90_000;

export const endedView = (
  { snapshot, roomId }: Pick<RoomViewHost, 'snapshot' | 'roomId'>,
  { errorCode, onAgain }: EndedViewOptions,
): TemplateResult => html`
  <audio-room-ended
    .reason=${snapshot?.leftReason}
    .errorCode=${errorCode}
    .removedBy=${snapshot?.removedBy}
    ?early=${(snapshot?.closesAt ?? 0) - performance.now() > EARLY_MS}
    participant-id=${snapshot?.self?.id ?? roomId}
    @again=${onAgain}
  >
    <slot name="ended"></slot>
  </audio-room-ended>
`;

/** What the room shows, as its element has it. */
interface RoomViewHost {
  readonly session: RoomSession | undefined;
  readonly snapshot: RoomSnapshot | undefined;
  readonly inviteUrl: string | null | undefined;
  readonly roomId: string;
  readonly theme: Theme | '';
  readonly pageKeys: boolean;
  readonly listenOnly: boolean;
  readonly noChat: boolean;
}

interface RoomViewOptions {
  readonly preferences: Preferences;
  /** The failure to show; undefined if there is none, or if it was dismissed. */
  readonly errorCode: RoomErrorCode | undefined;
  readonly onDismiss: () => void;
}

export const roomView = (
  room: RoomViewHost,
  { preferences, errorCode, onDismiss }: RoomViewOptions,
): TemplateResult => html`
  <audio-room-view
    .snapshot=${shownOf(room)}
    .microphone=${room.session?.microphone}
    output-id=${room.snapshot?.outputId ?? ''}
    .errorCode=${errorCode}
    invite-link=${inviteLink(room)}
    .hostLink=${hostLink(room)}
    theme=${room.theme || 'system'}
    ?page-keys=${room.pageKeys}
    ?no-keys=${preferences.get('shortcuts') === false}
    ?listen-only=${room.listenOnly}
    @dismiss=${onDismiss}
  >
    <slot name="controls" slot="controls"></slot>
  </audio-room-view>
`;

/** What is shown: with `no-chat`, a room without a channel. */
function shownOf({ snapshot, noChat }: RoomViewHost): RoomSnapshot | undefined {
  if (!snapshot || !noChat) return snapshot;
  return { ...snapshot, channel: { ...snapshot.channel, state: 'absent' } };
}

function hostLink(room: RoomViewHost): string {
  const key = room.snapshot?.host && room.session?.controls.hostKey;
  const link = inviteLink(room);
  return key ? `${link}${link.includes('#') ? '&' : '#'}host=${key}` : '';
}

/** Brings into the room: by what the page has said, by its address if that names the room, or else by what the element reads. */
function inviteLink({ inviteUrl, roomId }: RoomViewHost): string {
  const here = location.href;
  if (!inviteUrl && here.includes(roomId)) return here;
  if (!inviteUrl) {
    const page = here.replace(/[#&]room=[\w-]*/, '');
    return `${page}${page.includes('#') ? '&' : '#'}room=${roomId}`;
  }
  return new URL(inviteUrl.replace('{roomId}', encodeURIComponent(roomId)), document.baseURI).href;
}
