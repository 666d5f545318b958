import { render } from 'lit';
import '../../components/sound/mic-check.ts';
import '../../components/lobby/room-ended.ts';
import '../../components/lobby/room-lobby.ts';
import '../../components/lobby/room-start.ts';
import type { Panel } from '../../components/events/panel-request-event.ts';
import { mutedNotice } from '../../components/room/room-notices.ts';
import type { RoomView } from '../../components/room/room-view.ts';
import { en } from '../../components/texts/en.ts';
import { es } from '../../components/texts/es.ts';
import type { Texts } from '../../components/texts/texts.ts';
import type { Room } from '../../src/api/schemas.ts';
import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { LeftReason, RoomSnapshot } from '../../src/client/snapshot.ts';
import { en as siteTexts } from '../../website/site-texts-en.ts';
import { arabicTexts } from './arabic-texts.ts';
import { channelStates } from './channel-states.ts';
import { SampleMicrophone, hosted, roomWith, speakers } from './sample-room.ts';
import { find, LINK, type Look, place, showRoom } from './shown-room.ts';

async function showHosted(
  changes: Partial<RoomSnapshot> = {},
  panel?: Panel,
  texts?: Texts,
): Promise<RoomView> {
  const details = { ...hosted(), ...changes.people };
  const people = { speakers: speakers(3, changes.host ? 0 : -1), listeners: 63 };
  const all = { room: details, people: details, ...people, ...changes };
  const view = await showRoom(all, { ...(panel && { panel }), ...(texts && { look: { texts } }) });
  view.hostLink = changes.host ? `${LINK}#host=secret` : '';
  return view;
}

const asHost = { host: true, phase: 'speaking' } as const;
const asInvited = { invited: true } as const;
const withHand = {
  self: { id: 'aQKofi', name: 'Kofi' },
  handPlace: 2,
} as const;

async function press(view: RoomView, host: string, selector: string): Promise<void> {
  const panels = find(view, 'audio-room-panels');
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const button = find(find(panels, host), selector);
  button?.click();
}

async function showRemoval(): Promise<void> {
  const view = await showHosted(asHost, 'people');
  await press(view, 'audio-room-people-panel', '[aria-expanded]');
  await press(view, 'audio-room-people-panel', '.remove');
}

async function showEnding(): Promise<void> {
  const view = await showHosted(asHost, 'host');
  await press(view, 'audio-room-host-panel', '#end');
}

async function showInvitationCheck(): Promise<void> {
  const view = await showHosted(asInvited, 'invitation');
  await press(view, 'audio-room-invitation-panel', '.actions button:nth-child(2)');
}

async function showNewMicrophone(): Promise<void> {
  const view = await showRoom({ phase: 'speaking', speakers: speakers(3, 0) });
  if (view.microphone instanceof SampleMicrophone) view.microphone.plugInHeadset();
}

async function showTalkingMuted(): Promise<void> {
  const muted = { phase: 'speaking', muted: true, speakers: speakers(3, 2) } as const;
  const view = await showRoom(muted);
  const nothing = (): void => {};
  const notices = find(view, '.notices');
  // The notice would appear when the person talks; nobody talks in a picture.
  if (notices) render(mutedNotice(en, nothing, nothing), notices);
}

function showStart(code?: RoomErrorCode): Promise<unknown> {
  const start = document.createElement('audio-room-start');
  start.name = 'Sunny Otter';
  start.errorCode = code;
  return place(start);
}

function showLobby(
  amount: number,
  code?: RoomErrorCode,
  look: Look = {},
  changes: Partial<Room> = {},
): Promise<unknown> {
  const lobby = document.createElement('audio-room-lobby');
  lobby.name = 'Sunny Otter';
  lobby.room = amount < 0 ? undefined : { ...roomWith(amount), ...changes };
  lobby.errorCode = code;
  return place(lobby, look);
}

function showCheck(microphone: SampleMicrophone, texts: Texts = en): Promise<unknown> {
  const check = document.createElement('audio-room-mic-check');
  check.microphone = microphone;
  return place(check, { texts });
}

function showDenied(browser: keyof Texts['deniedHelp']): Promise<unknown> {
  const help = en.deniedHelp[browser];
  const everywhere = Object.fromEntries(Object.keys(en.deniedHelp).map((key) => [key, help]));
  const texts = { ...en, deniedHelp: { ...en.deniedHelp, ...everywhere } };
  return showCheck(new SampleMicrophone('MICROPHONE_DENIED'), texts);
}

async function showEnd(reason: LeftReason, early = false): Promise<void> {
  const ended = document.createElement('audio-room-ended');
  ended.reason = reason;
  ended.early = early;
  ended.participantId = reason;
  const slot = document.createElement('slot');
  slot.name = 'ended';
  ended.append(slot);
  const room = await place(ended);
  const onward = document.createElement('a');
  onward.slot = 'ended';
  onward.className = 'way-on';
  onward.textContent = siteTexts.newRoom;
  room.append(onward);
}

const named = <Key extends string>(
  prefix: string,
  keys: readonly Key[],
  show: (key: Key) => Promise<unknown>,
): Record<string, () => Promise<unknown>> =>
  Object.fromEntries(keys.map((key) => [`${prefix}-${key.toLowerCase()}`, () => show(key)]));

const four = { speakers: speakers(4) };

/** Functions that show each state to be pictured, by name. */
const states: Readonly<Record<string, () => Promise<unknown>>> = {
  'start-problem': () => showStart('API_UNREACHABLE'),
  'lobby-loading': () => showLobby(-1),
  'lobby-empty': () => showLobby(0),
  'lobby-live': () => showLobby(3),
  'lobby-full': () => showLobby(12),
  'lobby-hosted': () => showLobby(3, undefined, {}, hosted()),
  'lobby-locked': () => showLobby(0, undefined, {}, { ...hosted(), locked: true }),
  'lobby-spanish': () => showLobby(3, undefined, { texts: es }),
  'lobby-rtl': () => showLobby(3, undefined, { dir: 'rtl', texts: arabicTexts }),
  'lobby-contrast': () => showLobby(3, undefined, { theme: 'contrast' }),
  'check-speak': () => showCheck(new SampleMicrophone(undefined, true)),
  ...named('check-denied', Object.keys(en.deniedHelp) as (keyof Texts['deniedHelp'])[], showDenied),
  ...named('check', ['MICROPHONE_NOT_FOUND', 'MICROPHONE_IN_USE'] as const, (code) =>
    showCheck(new SampleMicrophone(code)),
  ),
  'room-empty': () => showRoom({ listeners: 1 }),
  'room-1': () => showRoom({ speakers: speakers(1) }),
  'room-2': () => showRoom({ speakers: speakers(2) }),
  'room-6': () => showRoom({ phase: 'speaking', speakers: speakers(6, 0) }),
  'room-12': () => showRoom({ speakers: speakers(12), listeners: 1284 }),
  'room-listening': () => showRoom({ ...four, listeners: 1 }),
  'room-publishing': () => showRoom({ ...four, publishing: true }),
  'room-alone': () => showRoom({ phase: 'speaking', speakers: speakers(1, 0), listeners: 0 }),
  'room-speaking': () => showRoom({ phase: 'speaking', speakers: speakers(5, 0) }),
  'room-muted': () => showRoom({ phase: 'speaking', muted: true, speakers: speakers(3, 2) }),
  'room-talking-muted': showTalkingMuted,
  'room-new-microphone': showNewMicrophone,
  'room-no-sound': () => showRoom({ ...four, audioBlocked: true }),
  'room-reconnecting': () => showRoom({ ...four, reconnecting: true }),
  'room-poor': () => showRoom({ ...four, quality: 'poor' }),
  'room-error': () => showRoom({ ...four, error: { code: 'STAGE_UNREACHABLE', message: '' } }),
  'room-closing': () =>
    showRoom({ ...four, quality: 'poor', closesAt: performance.now() + 120_000 }),
  'hosted-listening': () => showHosted(),
  'hosted-hand': () => showHosted(withHand),
  'hosted-host': () => showHosted({ ...asHost, room: { ...hosted(), locked: true } }),
  'hosted-people': () => showHosted(withHand, 'people'),
  'hosted-people-host': () => showHosted(asHost, 'people'),
  'hosted-people-spanish': () => showHosted(asHost, 'people', es),
  'hosted-removal': showRemoval,
  'hosted-manage': () => showHosted(asHost, 'host'),
  'hosted-ending': showEnding,
  'hosted-more': () => showHosted(asHost, 'more'),
  'hosted-invitation': () => showHosted(asInvited, 'invitation'),
  'hosted-invitation-check': showInvitationCheck,
  'room-spanish': () =>
    showRoom({ phase: 'speaking', speakers: speakers(5, 0) }, { look: { texts: es } }),
  'room-rtl': () =>
    showRoom({ ...four, quality: 'poor' }, { look: { dir: 'rtl', texts: arabicTexts } }),
  'room-contrast': () => showRoom(four, { look: { theme: 'contrast' } }),
  ...named(
    'panel',
    ['about', 'appearance', 'invite', 'keys', 'more', 'settings'] as const,
    (panel) => showRoom(four, { panel }),
  ),
  ...channelStates,
  ...named('ended', Object.keys(en.left) as LeftReason[], (reason) => showEnd(reason)),
  'ended-early': () => showEnd('room-ended', true),
  ...named('cannot', Object.keys(en.errors) as RoomErrorCode[], (code) => showLobby(3, code)),
};

Object.assign(window, { states });
