import type { LeftReason } from '../../src/client/snapshot.ts';
import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { en } from './en.ts';
import { enStart } from './en-start.ts';

/** A sentence that changes with a number; the forms are those of `Intl.PluralRules` for the catalogue's language. */
export type Counted = { readonly other: string } & {
  readonly [Form in Exclude<Intl.LDMLPluralRule, 'other'>]?: string;
};

type Sentences<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends { readonly one: string }
      ? Counted
      : Sentences<T[Key]>;
};

/** What is said before somebody joins, and after the end. */
export type StartTexts = Sentences<Omit<typeof enStart, 'errors' | 'left'>> & {
  readonly errors: Readonly<Record<RoomErrorCode, string>>;
  readonly left: Readonly<Record<LeftReason, { readonly title: string; readonly advice: string }>>;
};

/** Everything that the elements say. Plain data, so that a page can load a language as JSON. */
export type Texts = StartTexts & Sentences<Omit<typeof en, keyof typeof enStart>>;

/** Fills `{name}` places of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
}

/** The form of a sentence for a number, with `{count}` filled in the digits of the language. */
export function count(texts: Pick<Texts, 'language'>, sentence: Counted, amount: number): string {
  const form = new Intl.PluralRules(texts.language).select(amount);
  return fill(sentence[form] ?? sentence.other, {
    count: new Intl.NumberFormat(texts.language).format(amount),
  });
}

// English in the room comes with the room.
const loaders: Readonly<Record<string, () => Promise<StartTexts | Texts>>> = {
  en: () => Promise.resolve(enStart),
  es: () => import('./es.ts').then((module) => module.es),
};

/** The languages that come with the elements. */
export const languages = Object.keys(loaders);

/** The shipped catalogue for a language tag such as `es-MX`, or the English one. */
export async function loadTexts(tag: string): Promise<StartTexts | Texts> {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  return (loaders[language] ?? (() => Promise.resolve(enStart)))();
}
