import '../../components/room-ended.ts';
import '../../components/room-view.ts';
import type { Panel } from '../../components/events/panel-request-event.ts';
import { PanelRequestEvent } from '../../components/events/panel-request-event.ts';
import { en } from '../../components/texts/en.ts';
import { Microphone } from '../../src/client/microphone.ts';
import type { LeftReason, RoomParticipant, RoomSnapshot } from '../../src/client/snapshot.ts';

const NAMES = [
  ...['Ana', 'Sunny Otter', 'Zoë', 'Mellow Koala', 'Ines', 'Brave Panda'],
  ...['Олена', 'Merry Fox', 'Priya', 'Quiet Heron', 'Tomás Ñandú', 'Lucky Lynx'],
];
const LOUDNESS = [0.55, 0.12, 0, 0.3];

const speakers = (amount: number, self = -1): readonly RoomParticipant[] =>
  NAMES.slice(0, amount).map((name, i) => ({
    id: `pQ${((i + 2) * 7919).toString(36)}x${i}`,
    name,
    local: i === self,
    muted: i % 4 === 2,
  }));

const minutes = (amount: number): string => new Date(Date.now() + amount * 60_000).toISOString();

const quiet: RoomSnapshot = {
  phase: 'listening',
  reconnecting: false,
  publishing: false,
  quality: 'good',
  room: {
    id: 'aB3dE5fG7hI9',
    live: true,
    speakers: [],
    listeners: 3,
    createdAt: minutes(-10),
    expiresAt: minutes(50),
  },
  self: { id: 'me', name: 'Ana' },
  speakers: [],
  listeners: 3,
  muted: false,
  audioBlocked: false,
  leftReason: undefined,
  error: undefined,
};

async function showRoom(changes: Partial<RoomSnapshot>, panel?: Panel): Promise<void> {
  const view = document.createElement('room-view');
  view.snapshot = { ...quiet, ...changes };
  view.problem = changes.error?.code;
  view.inviteLink = 'https://rooms.example/room/aB3dE5fG7hI9';
  view.microphone = new Microphone();
  document.querySelector('main')?.replaceChildren(view);
  await view.updateComplete;
  const within = (element: Element | null | undefined, selector: string) =>
    element?.shadowRoot?.querySelector<HTMLElement>(selector);
  if (panel) within(view, 'room-controls')?.dispatchEvent(new PanelRequestEvent(panel));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const tiles = within(view, 'stage-grid')?.shadowRoot?.querySelectorAll('participant-tile') ?? [];
  for (const [i, tile] of tiles.entries()) {
    if (!tile.muted) tile.style.setProperty('--level', String(LOUDNESS[i % LOUDNESS.length]));
  }
}

function showEnd(reason: LeftReason): void {
  const ended = document.createElement('room-ended');
  ended.heading = en.left[reason].title;
  ended.advice = en.left[reason].advice;
  ended.noReturn = reason === 'room-ended';
  ended.participantId = reason;
  document.querySelector('main')?.replaceChildren(ended);
}

const panels: readonly Panel[] = ['about', 'appearance', 'invite', 'keys', 'more', 'settings'];
const reasons = Object.keys(en.left) as LeftReason[];

/** Every state of a room that a picture can show, by name. */
const states: Readonly<Record<string, () => Promise<void> | void>> = {
  'room-empty': () => showRoom({}),
  'room-1': () => showRoom({ speakers: speakers(1) }),
  'room-listening': () => showRoom({ speakers: speakers(4), listeners: 1 }),
  'room-speaking': () => showRoom({ phase: 'speaking', speakers: speakers(5, 0) }),
  'room-muted': () => showRoom({ phase: 'speaking', muted: true, speakers: speakers(3, 2) }),
  'room-full': () => showRoom({ speakers: speakers(12), listeners: 1284 }),
  'room-no-sound': () => showRoom({ speakers: speakers(4), audioBlocked: true }),
  'room-reconnecting': () => showRoom({ speakers: speakers(4), reconnecting: true }),
  'room-error': () =>
    showRoom({ speakers: speakers(4), error: { code: 'MICROPHONE_DENIED', message: '' } }),
  'room-closing': () =>
    showRoom({
      speakers: speakers(2),
      room: quiet.room && { ...quiet.room, expiresAt: minutes(2) },
    }),
  ...Object.fromEntries(
    panels.map((panel) => [`panel-${panel}`, () => showRoom({ speakers: speakers(4) }, panel)]),
  ),
  ...Object.fromEntries(reasons.map((reason) => [`ended-${reason}`, () => showEnd(reason)])),
};

Object.assign(window, { states });
