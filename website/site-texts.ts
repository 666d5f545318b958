import { lazy } from '../src/client/lazy.ts';

/** The English texts of the pages around the element. */
export const en = {
  title: 'Audio Rooms: talk with anyone, by link',
  headline: 'Talk with anyone. Just send a link.',
  lead: 'Up to 12 people talk on stage, everyone else listens. No account, nothing to install, nothing recorded.',
  haveLink: 'Have a link? Paste it here',
  open: 'Open',
  wrongLink: 'That’s not a link to a room. Room links end in /room/ and a code.',
  newRoom: 'Create a new room',
  unknownTitle: 'Page not found',
  unknownAdvice: 'Check the address, or go to the start page.',
  toStart: 'Go to the start page',
  roomTitle: 'Audio room',
  live: 'On stage',
  muted: 'Muted',
  listening: 'Listening',
};

export type SiteTexts = Readonly<Record<keyof typeof en, string>>;

const importEs = lazy(() => import('./site-texts-es.ts'), import.meta.url);

const loaders = {
  en: () => Promise.resolve(en),
  es: () => importEs().then(({ es }) => es),
};

type SiteLanguage = keyof typeof loaders;

/** The texts in a language; in English if they do not load. */
export const loadSiteTexts = (language: SiteLanguage): Promise<SiteTexts> =>
  loaders[language]().catch(() => en);

/**
 * The first of the visitor's languages that the site has texts in; English if there is none.
 * @param wanted - Language tags such as `es-MX`, the preferred one first.
 */
export function siteLanguage(wanted: readonly string[]): SiteLanguage {
  const languages = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  const isOurs = (language: string): language is SiteLanguage => Object.hasOwn(loaders, language);
  return languages.find(isOurs) ?? 'en';
}
