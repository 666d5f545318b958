import 'audio-rooms/audio-room';
import type { AudioRoom, Theme } from 'audio-rooms';
import { createApp, defineComponent, h, onMounted, onUnmounted, ref, useTemplateRef } from 'vue';

// Render functions, because compiling a template in the page needs `eval`, which the page's Content-Security-Policy
// forbids. In a single-file component, which is compiled at build time, the same element is
// `<audio-room :room-id="roomId" :theme="theme" @room-left="…" />`.

const ROOM_ID_IN_ADDRESS = new URLSearchParams(location.search).get('room') ?? '';
const TEXTS = { createRoom: 'Open a room' };

interface Props {
  readonly roomId: string;
  readonly onRoomId: (roomId: string) => void;
  readonly say: (line: string) => void;
}

const Room = defineComponent(
  (props: Props) => {
    const theme = ref<Theme>('light');
    const people = ref('Nobody is here yet.');
    const element = useTemplateRef<AudioRoom>('room');
    onMounted(() => props.say('The component was mounted.'));
    onUnmounted(() => props.say('The component was unmounted.'));
    const switchTheme = () => (theme.value = theme.value === 'dark' ? 'light' : 'dark');

    return () =>
      h('section', [
        h('button', { onClick: switchTheme }, 'Switch the theme'),
        h('button', { onClick: () => element.value?.leave() }, 'Leave from the page'),
        h('p', { role: 'status' }, people.value),
        h('audio-room', {
          ref: 'room',
          roomId: props.roomId,
          inviteUrl: '/examples/vue.html?room={roomId}',
          theme: theme.value,
          texts: TEXTS,
          'onRoom-created': (event) => {
            props.onRoomId(event.roomId);
            props.say('The room was created.');
          },
          'onRoom-change': ({ snapshot: { phase, speakers, listeners } }) => {
            people.value = `${phase}: ${speakers.length} on stage, ${listeners} listening.`;
          },
          'onRoom-left': ({ reason }) => props.say(`Left the room: ${reason}.`),
          'onRoom-error': ({ code }) => props.say(`Error: ${code}.`),
          'onTheme-request': (event) => (theme.value = event.theme),
        }),
      ]);
  },
  { props: ['roomId', 'onRoomId', 'say'] },
);

const App = defineComponent(() => {
  const roomId = ref(ROOM_ID_IN_ADDRESS);
  const shown = ref(true);
  const first = ref(true);
  const lines = ref<readonly string[]>([]);
  const say = (line: string) => void (lines.value = [...lines.value, line]);
  const onRoomId = (id: string) => void (roomId.value = id);

  return () => {
    const room = shown.value && h(Room, { key: 'room', roomId: roomId.value, onRoomId, say });
    const log = h(
      'div',
      { key: 'log', role: 'log', 'aria-label': 'Event log' },
      lines.value.map((line) => h('p', line)),
    );
    const toggle = () => (shown.value = !shown.value);
    return [
      h('button', { onClick: toggle }, shown.value ? 'Remove the room' : 'Add the room'),
      h('button', { onClick: () => (first.value = !first.value) }, 'Move the room'),
      // With keys, Vue moves the elements instead of making new ones.
      h('div', first.value ? [room, log] : [log, room]),
    ];
  };
});

createApp(App).mount('#app');
