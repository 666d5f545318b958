import { lazy } from '../src/client/lazy.ts';
import { en, type SiteTexts } from './site-texts-en.ts';

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
