import '../../components/events/message-request-event.ts';
import { en } from '../../components/texts/en.ts';
import { es } from '../../components/texts/es.ts';
import { type ReactionKind, reactionKinds } from '../../src/api/channel.ts';
import { RoomError } from '../../src/client/room-error.ts';
import type {
  ChatMessage,
  Reaction,
  RoomChannelSnapshot,
  RoomSnapshot,
} from '../../src/client/snapshot.ts';
import { arabicTexts } from './arabic-texts.ts';
import { hosted, speakers } from './sample-room.ts';
import { find, type Look, showRoom } from './shown-room.ts';

// The reactions and the chat of a room, as the pictures show them.

const onStage = speakers(3);
const MINUTE = 60_000;

const TALK: readonly (readonly [name: string, text: string, role?: ChatMessage['role']])[] = [
  ['Noor', 'Is it true that they dance to say where the flowers are?'],
  ['Ana', 'It is! The angle is the direction, and the time is the distance.', 'host'],
  ['Ana', 'There is a good film: https://bees.example/films/waggle-dance_(1973).', 'host'],
  ['Kofi', 'Thank you 🐝'],
  ['Sunny Otter', 'And in the rain?', 'speaker'],
  ['me', 'We tried that at school. They stayed at home.'],
  ['ליאור', 'אני שומע אתכם מצוין'],
  ['Åsa', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'],
  ['Noor', 'One more:\nwho decides when they swarm?'],
];

const messages: readonly ChatMessage[] = TALK.map(([name, text, role = 'listener'], i) => ({
  id: `m${i}`,
  senderId: onStage.find((one) => one.name === name)?.id ?? `aQ${name}`,
  name: name === 'me' ? 'Mei' : name,
  role,
  text,
  sentAt: new Date(Date.UTC(2026, 4, 5, 18, 3) + Math.floor(i / 2) * MINUTE).toISOString(),
  own: name === 'me',
}));

const reaction = (kind: ReactionKind, senderId: string, count: number, i: number): Reaction => ({
  id: `r${i}`,
  ...{ kind, senderId, count },
});

const reactions: readonly Reaction[] = [...Array(14).keys()].map((i) =>
  reaction(reactionKinds[i % 6] ?? 'clap', onStage[i % 5]?.id ?? 'somebody', (i % 3) + 1, i),
);

type Changes = Omit<Partial<RoomSnapshot>, 'channel'> & {
  readonly channel?: Partial<RoomChannelSnapshot>;
};

async function showChannel(
  { channel, ...changes }: Changes,
  chat: 'open' | 'closed' = 'open',
  look: Look = {},
) {
  const state = {
    state: 'connected',
    mayWrite: true,
    messages,
    reactions: [],
    ...channel,
  } as const;
  const room = { ...hosted(), chat: 'all' as const };
  const view = await showRoom(
    { room, speakers: onStage, listeners: 63, ...changes, channel: state },
    { look, ...(chat === 'open' && { panel: 'chat' }) },
  );
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return view;
}

type View = Awaited<ReturnType<typeof showChannel>>;
const chatOf = (view: View) => find(view, 'audio-room-chat');
const fieldOf = (view: View) => find(chatOf(view), 'audio-room-chat-field');

function write(view: View, text: string): HTMLElement | null | undefined {
  const area = find(fieldOf(view), 'textarea') as HTMLTextAreaElement | null | undefined;
  if (area) area.value = text;
  area?.dispatchEvent(new Event('input'));
  return area;
}

async function showProblem(): Promise<void> {
  const view = await showChannel({});
  view.addEventListener('message-request', (event) => {
    event.respondWith(Promise.reject(new RoomError('CHAT_TOO_FAST', 'Sample failure.')));
  });
  const area = write(view, 'And what do they do in winter?');
  area?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
}

async function showOptions(): Promise<void> {
  const view = await showChannel({ host: true, phase: 'speaking' });
  const shown = chatOf(view)?.shadowRoot?.querySelectorAll('audio-room-chat-message') ?? [];
  const last = shown[shown.length - 1];
  find(last, '.opener')?.click();
}

async function showBar(): Promise<void> {
  const view = await showChannel({}, 'closed');
  find(find(view, 'audio-room-reactions'), '.opener')?.click();
}

async function showNewBelow(): Promise<void> {
  const many = [...messages, ...messages, ...messages].map((one, i) => ({ ...one, id: `n${i}` }));
  const channel = { state: 'connected', mayWrite: true, reactions: [] } as const;
  const view = await showChannel({ channel: { messages: many.slice(0, -1) } });
  find(chatOf(view), '.log')?.scrollTo(0, 0);
  await new Promise((resolve) => setTimeout(resolve, 100)); // the scroll event comes in the next frame
  if (view.snapshot) view.snapshot = { ...view.snapshot, channel: { ...channel, messages: many } };
}

/** Functions that show each state of the channel to be pictured, by name. */
export const channelStates: Readonly<Record<string, () => Promise<unknown>>> = {
  chat: () => showChannel({}),
  'chat-empty': () => showChannel({ channel: { messages: [] } }),
  'chat-unread': () => showChannel({}, 'closed'),
  'chat-new-below': showNewBelow,
  'chat-host': showOptions,
  'chat-problem': showProblem,
  'chat-too-long': async () => write(await showChannel({}), 'buzz '.repeat(60)),
  'chat-lost': () => showChannel({ channel: { state: 'lost' } }),
  'chat-off': () => showChannel({ room: { ...hosted(), chat: 'off' } }),
  'chat-silenced': () => showChannel({ channel: { mayWrite: false } }),
  'chat-spanish': () => showChannel({}, 'open', { texts: es }),
  'chat-rtl': () => showChannel({}, 'open', { dir: 'rtl', texts: arabicTexts }),
  'chat-contrast': () => showChannel({}, 'open', { theme: 'contrast', texts: en }),
  reactions: () => showChannel({ channel: { reactions } }, 'closed'),
  'reactions-open': showBar,
};
