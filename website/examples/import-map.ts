import 'audio-rooms/audio-room';
import { html, render } from 'lit';

const ROOM_ID_IN_ADDRESS = new URLSearchParams(location.search).get('room') ?? '';
const TEXTS = { createRoom: 'Open a room' };

const lines: string[] = [];
let roomId = ROOM_ID_IN_ADDRESS;
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
    ${shown ? 'Remove the room' : 'Add the room'}
  </button>
  <button @click=${() => document.querySelector('audio-room')?.leave()}>Leave from the page</button>
  <p role="status">${people}</p>
  ${shown ? room() : ''}
  <div role="log" aria-label="Event log">${lines.map((line) => html`<p>${line}</p>`)}</div>
`;

const room = () => html`
  <audio-room
    .roomId=${roomId}
    .texts=${TEXTS}
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
      say(`Left the room: ${reason}.`);
    }}
  ></audio-room>
`;

show();
