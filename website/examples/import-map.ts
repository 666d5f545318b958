import 'audio-rooms/audio-room';
import { html, render } from 'lit';

const INVITED_TO = new URLSearchParams(location.search).get('room') ?? '';
const WORDS = { createRoom: 'Open a room' };

const lines: string[] = [];
let roomId = INVITED_TO;
let shown = true;
let people = 'Nobody is here yet.';

function say(line: string): void {
  lines.push(line);
  show();
}

function show(): void {
  const app = document.querySelector<HTMLElement>('#app');
  if (app) render(page(), app);
}

const page = () => html`
  <button
    @click=${() => {
      shown = !shown;
      show();
    }}
  >
    ${shown ? 'Take it out' : 'Put it in'}
  </button>
  <button @click=${() => document.querySelector('audio-room')?.leave()}>Leave from outside</button>
  <p role="status">${people}</p>
  ${shown ? room() : ''}
  <div role="log" aria-label="What happened">${lines.map((line) => html`<p>${line}</p>`)}</div>
`;

const room = () => html`
  <audio-room
    .roomId=${roomId}
    .texts=${WORDS}
    invite-url="/examples/import-map.html?room={roomId}"
    @room-created=${(event: HTMLElementEventMap['room-created']) => {
      roomId = event.roomId;
      say('The room was created.');
    }}
    @room-change=${({ snapshot }: HTMLElementEventMap['room-change']) => {
      const { phase, speakers, listeners } = snapshot;
      people = `${phase}: ${speakers.length} on stage, ${listeners} listening.`;
      show();
    }}
    @room-left=${({ reason }: HTMLElementEventMap['room-left']) => {
      say(`The room was left: ${reason}.`);
    }}
  ></audio-room>
`;

show();
