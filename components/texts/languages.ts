import { enStart } from './en-start.ts';
import type { StartTexts, Texts } from './texts.ts';

/**
 * The languages that come with the elements: a loader for each language tag. English needs only its start texts here:
 * the elements bring the rest of it themselves.
 */
const loaders: Readonly<Record<string, () => Promise<StartTexts | Texts>>> = {
  en: () => Promise.resolve(enStart),
  es: () => import('./es.ts').then(({ es }) => es),
};

/** The languages that come with the elements, as language tags. */
export const languages = Object.keys(loaders);

/** Loads the texts for a language tag such as `es-MX`, in English if there are none for it. */
export async function loadTexts(tag: string): Promise<StartTexts | Texts> {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  return (loaders[language] ?? (() => Promise.resolve(enStart)))();
}
