import { AudioRoom } from '../../components/audio-room.ts';
import './join-by-link.ts';
import { pathOf, routeOf } from './routes.ts';
import { siteLanguage, siteTexts } from './site-texts.ts';

function find<T extends Element>(selector: string, kind: new () => T): T {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`index.html has no ${selector}`);
  return element;
}

const language = siteLanguage(navigator.languages);
const texts = siteTexts[language];
const room = find('audio-room', AudioRoom);
const welcome = find('#welcome', HTMLElement);

function show(): void {
  const route = routeOf(location.pathname);
  welcome.hidden = route.page !== 'landing';
  document.title = route.page === 'room' ? texts.roomTitle : texts.title;
  document.body.className = route.page;
  // An address that is none of ours has the same answer as a room that is not there.
  room.roomId = route.page === 'room' ? route.roomId : '';
}

function go(path: string): void {
  history.pushState(undefined, '', path);
  show();
}

document.documentElement.lang = language;
find('h1', HTMLElement).textContent = texts.headline;
find('#welcome p', HTMLElement).textContent = texts.lead;

const byLink = document.createElement('join-by-link');
byLink.slot = 'start';
byLink.texts = texts;
byLink.addEventListener('open-room', (event) => go(pathOf(event.roomId)));

const newRoom = document.createElement('a');
newRoom.slot = 'ended';
newRoom.href = '/';
newRoom.textContent = texts.newRoom;

room.inviteUrl = `${location.origin}${pathOf('{roomId}')}`;
room.append(byLink, newRoom);
room.addEventListener('room-created', (event) => go(pathOf(event.roomId)));
window.addEventListener('popstate', show);
show();
