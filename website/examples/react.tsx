import 'audio-rooms/audio-room';
import type { AudioRoom, Theme } from 'audio-rooms';
import { StrictMode, useEffect, useReducer, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const INVITED_TO = new URLSearchParams(location.search).get('room') ?? '';
const WORDS = { createRoom: 'Open a room' };

interface Props {
  readonly roomId: string;
  readonly onRoomId: (roomId: string) => void;
  readonly say: (line: string) => void;
}

function Room({ roomId, onRoomId, say }: Props) {
  const [theme, setTheme] = useState<Theme>('light');
  const [people, setPeople] = useState('Nobody is here yet.');
  const element = useRef<AudioRoom>(null);

  // In strict mode React does this twice for each time that the component appears. The element stays where it is.
  useEffect(() => {
    say('The effect ran.');
    return () => say('The effect was undone.');
  }, [say]);

  return (
    <section>
      <button onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>Change the look</button>
      <button onClick={() => element.current?.leave()}>Leave from outside</button>
      <p role="status">{people}</p>
      <audio-room
        ref={element}
        roomId={roomId}
        inviteUrl="/examples/react.html?room={roomId}"
        theme={theme}
        texts={WORDS}
        onroom-created={(event) => {
          onRoomId(event.roomId);
          say('The room was created.');
        }}
        onroom-change={({ snapshot: { phase, speakers, listeners } }) => {
          setPeople(`${phase}: ${speakers.length} on stage, ${listeners} listening.`);
        }}
        onroom-left={({ reason }) => say(`The room was left: ${reason}.`)}
        onroom-error={({ code }) => say(`Something failed: ${code}.`)}
        ontheme-request={(event) => setTheme(event.theme)}
      />
    </section>
  );
}

function App() {
  const [roomId, setRoomId] = useState(INVITED_TO);
  const [shown, setShown] = useState(true);
  const [first, setFirst] = useState(true);
  const [lines, say] = useReducer((said: readonly string[], line: string) => [...said, line], []);
  const room = shown && <Room key="room" roomId={roomId} onRoomId={setRoomId} say={say} />;
  const log = (
    <div key="log" role="log" aria-label="What happened">
      {lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
    </div>
  );
  return (
    <>
      <button onClick={() => setShown(!shown)}>{shown ? 'Take it out' : 'Put it in'}</button>
      <button onClick={() => setFirst(!first)}>Move it</button>
      {/* Keyed, so that React moves what is there and makes nothing new. */}
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
