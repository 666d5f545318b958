import 'audio-rooms/audio-room';
import type { AudioRoom, Theme } from 'audio-rooms';
import { StrictMode, useEffect, useReducer, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const ROOM_ID_IN_ADDRESS = new URLSearchParams(location.search).get('room') ?? '';
const TEXTS = { createRoom: 'Open a room' };

interface Props {
  readonly roomId: string;
  readonly onRoomId: (roomId: string) => void;
  readonly say: (line: string) => void;
}

function Room({ roomId, onRoomId, say }: Props) {
  const [theme, setTheme] = useState<Theme>('light');
  const [people, setPeople] = useState('Nobody is here yet.');
  const element = useRef<AudioRoom>(null);

  // In strict mode, React runs this twice each time the component mounts. The element stays where it is.
  useEffect(() => {
    say('The effect ran.');
    return () => say('The effect was cleaned up.');
  }, [say]);

  return (
    <section>
      <button onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
        Switch the theme
      </button>
      <button onClick={() => element.current?.leave()}>Leave from the page</button>
      <p role="status">{people}</p>
      <audio-room
        ref={element}
        roomId={roomId}
        inviteUrl="/examples/react.html?room={roomId}"
        theme={theme}
        texts={TEXTS}
        onroom-created={(event) => {
          onRoomId(event.roomId);
          say('The room was created.');
        }}
        onroom-change={({ snapshot: { phase, speakers, listeners } }) => {
          setPeople(`${phase}: ${speakers.length} on stage, ${listeners} listening.`);
        }}
        onroom-left={({ reason }) => say(`Left the room: ${reason}.`)}
        onroom-error={({ code }) => say(`Error: ${code}.`)}
        ontheme-request={(event) => setTheme(event.theme)}
      />
    </section>
  );
}

function App() {
  const [roomId, setRoomId] = useState(ROOM_ID_IN_ADDRESS);
  const [shown, setShown] = useState(true);
  const [first, setFirst] = useState(true);
  const [lines, say] = useReducer((said: readonly string[], line: string) => [...said, line], []);
  const room = shown && <Room key="room" roomId={roomId} onRoomId={setRoomId} say={say} />;
  const log = (
    <div key="log" role="log" aria-label="Event log">
      {lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
    </div>
  );
  return (
    <>
      <button onClick={() => setShown(!shown)}>{shown ? 'Remove the room' : 'Add the room'}</button>
      <button onClick={() => setFirst(!first)}>Move the room</button>
      {/* With keys, React moves the elements instead of making new ones. */}
      <div>{first ? [room, log] : [log, room]}</div>
    </>
  );
}

const container = document.querySelector('#app');
if (container) {
  createRoot(container).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
