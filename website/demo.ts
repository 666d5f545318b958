import { AudioRoom } from '../components/audio-room/audio-room.ts';
import { type Theme, themeOf } from '../components/events/theme-request-event.ts';
import { Preferences } from '../src/client/preferences.ts';
import './join-by-link.ts';
import { PageEffects } from './page-effects.ts';
import { pathOf, routeOf } from './page-routes.ts';
import { loadSiteTexts, siteLanguage } from './site-texts.ts';

function find<T extends Element>(selector: string, kind: new () => T): T {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`index.html has no ${selector}`);
  return element;
}

const page = document.documentElement;
const room = find('audio-room', AudioRoom);
const lost = find('#lost', HTMLElement);

showRoom(); // first of all: the element would offer to create a room while the texts load
const language = siteLanguage(navigator.languages);
const texts = await loadSiteTexts(language);
const effects = new PageEffects(texts);

function showRoom(): void {
  const route = routeOf(location.pathname);
  room.hidden = route.page === 'unknown';
  room.roomId = route.page === 'room' ? route.roomId : '';
}

function show(): void {
  const route = routeOf(location.pathname);
  effects.title = route.page === 'room' ? texts.roomTitle : texts.title;
  for (const name of ['landing', 'room', 'unknown'])
    page.classList.toggle(name, name === route.page);
  find('#welcome', HTMLElement).hidden = route.page !== 'landing';
  find('#place', HTMLElement).hidden = route.page !== 'room';
  lost.hidden = route.page !== 'unknown';
  showRoom();
  effects.show(room.snapshot);
}

function go(path: string): void {
  history.pushState(undefined, '', path);
  show();
}

function useTheme(theme: Theme | ''): void {
  page.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : '';
  page.classList.toggle('contrast', theme === 'contrast');
}

page.lang = language;
find('h1', HTMLElement).textContent = texts.headline;
find('#welcome p', HTMLElement).textContent = texts.lead;
find('#place', HTMLElement).textContent = texts.roomTitle;
find('#lost h1', HTMLElement).textContent = texts.unknownTitle;
find('#lost p', HTMLElement).textContent = texts.unknownAdvice;
find('#lost a', HTMLElement).textContent = texts.toStart;

const byLink = document.createElement('join-by-link');
byLink.slot = 'start';
byLink.texts = texts;
byLink.addEventListener('open-room', (event) => go(pathOf(event.roomId)));

const newRoom = document.createElement('a');
newRoom.slot = 'ended';
newRoom.className = 'way-on';
newRoom.href = '/';
newRoom.textContent = texts.newRoom;

room.inviteUrl = `${location.origin}${pathOf('{roomId}')}`;
room.pageKeys = true;
room.append(byLink, newRoom);
room.addEventListener('room-created', (event) => go(pathOf(event.roomId)));
room.addEventListener('lobby-change', (event) => {
  effects.title = event.room.title || texts.roomTitle;
});
room.addEventListener('room-change', (event) => effects.show(event.snapshot));
room.addEventListener('theme-request', (event) => useTheme(event.theme));
useTheme(themeOf(new Preferences().get('theme')));
window.addEventListener('popstate', show);
show();
