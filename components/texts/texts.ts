import type { LeftReason } from '../../src/client/snapshot.ts';
import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { enChannel } from './en-channel.ts';
import type { enPeople } from './en-people.ts';
import type { enStart } from './en-start.ts';
import type { en } from './en.ts';

/** A text that depends on a number. Its forms are those that `Intl.PluralRules` knows for the language. */
export type Counted = { readonly other: string } & {
  readonly [Form in Exclude<Intl.LDMLPluralRule, 'other'>]?: string;
};

type Translated<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends { readonly one: string }
      ? Counted
      : Translated<T[Key]>;
};

/** The texts that are needed before somebody joins. */
export type StartTexts = Translated<Omit<typeof enStart, 'errors'>> & {
  readonly errors: Readonly<Record<keyof typeof enStart.errors, string>> &
    Partial<Readonly<Record<RoomErrorCode, string>>>;
};

/** The texts about hosts, and who may come in and speak. */
export type PeopleTexts = Translated<typeof enPeople>;

/** The texts about reactions and the chat. */
export type ChannelTexts = Translated<typeof enChannel>;

/** All texts of the elements. Plain data, so that a page can load a language as JSON. */
export type Texts = StartTexts &
  Translated<Omit<typeof en, keyof typeof enStart | 'left'>> & {
    readonly left: Readonly<
      Record<LeftReason, { readonly title: string; readonly advice: string }>
    >;
    readonly errors: Readonly<Record<RoomErrorCode, string>>;
  };

/** Some of the texts, and some of those in a record. */
export type PartialTexts = {
  readonly [Key in keyof Texts]?: Texts[Key] extends string | Counted
    ? Texts[Key]
    : PartialRecord<Texts[Key]>;
};

type PartialRecord<T> = {
  readonly [Key in keyof T]?: T[Key] extends object ? PartialRecord<T[Key]> : T[Key];
};

/** Lays texts over others, also part of a record of texts. What is no text where one belongs is left out. */
export function overlay<T extends object>(texts: T, over: object | null | undefined): T {
  const result = { ...texts } as Record<string, unknown>;
  for (const [key, text] of Object.entries<unknown>({ ...over })) {
    const below = result[key] ?? text;
    if (typeof text !== typeof below || text === null) continue;
    result[key] =
      typeof text === 'object' ? overlay(isCounted(text) ? {} : Object(below), text) : text;
  }
  return result as T;
}

// Languages differ in the forms of a text that depends on a number: it is replaced as a whole.
const isCounted = (text: object): boolean => 'other' in text && typeof text.other === 'string';

/** Replaces each `{name}` in a text with the value of that name. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
}

/** The form of a text for a number. Fills in `{count}` with the digits of the language. */
export function count(texts: Pick<Texts, 'language'>, text: Counted, amount: number): string {
  const form = new Intl.PluralRules(texts.language).select(amount);
  return fill(text[form] ?? text.other, {
    count: new Intl.NumberFormat(texts.language).format(amount),
  });
}
