import { lazy } from '../../src/client/lazy.ts';
import type { Texts } from './texts.ts';

const importEs = lazy(() => import('./es.ts'), import.meta.url);

/**
 * The languages that come with the elements: a loader for each language tag. The elements bring English themselves.
 */
const loaders: Readonly<Record<string, () => Promise<Partial<Texts>>>> = {
  en: () => Promise.resolve({}),
  es: () => importEs().then(({ es }) => es),
};

/** The languages that come with the elements, as language tags. */
export const languages = Object.keys(loaders);

/** Loads the texts for a language tag such as `es-MX`; none if there are none for it, which leaves English. */
export async function loadTexts(tag: string): Promise<Partial<Texts>> {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  return loaders[language]?.() ?? {};
}
