import type { RoomElement } from './shared/room-element.ts';
import type * as exported from './index.ts';

type Exported = typeof exported;

/** The elements that the package exports. */
type PublicElement = {
  [Name in keyof Exported]: Exported[Name] extends new () => RoomElement
    ? InstanceType<Exported[Name]>
    : never;
}[keyof Exported];

type Tag = {
  [Name in keyof HTMLElementTagNameMap]: HTMLElementTagNameMap[Name] extends PublicElement
    ? Name
    : never;
}[keyof HTMLElementTagNameMap];

/** A property's name as an attribute: `room-id` for `roomId`. */
type Kebab<Name extends string> = Name extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Letter : `-${Lowercase<Letter>}`}${Kebab<Rest>}`
  : Name;

type Own<E extends HTMLElement> = Omit<E, keyof RoomElement | 'session' | 'snapshot' | 'mouth'>;

/** What can be written as an attribute, which a server that renders the page writes, too. */
type Attributes<E extends HTMLElement> = {
  [
    Name in keyof Own<E> & string as Own<E>[Name] extends
      string | number | boolean | null | undefined
      ? Kebab<Name>
      : never
  ]?: Own<E>[Name];
};

/** The properties of an element that a page may set, as properties and as attributes, and those that every element has. */
type Properties<E extends HTMLElement> = Partial<Own<E>> &
  Attributes<E> & {
    className?: string;
    id?: string;
    lang?: string;
    title?: string;
    slot?: string;
    hidden?: boolean;
    tabIndex?: number;
    // Each framework has its own types for these.
    class?: unknown;
    style?: unknown;
    children?: unknown;
    ref?: unknown;
    key?: string | number;
  };

/** The events of the elements: those of the whole package, since they bubble, and those that do not bubble. */
type Events = {
  [
    Name in keyof GlobalEventHandlersEventMap as Name extends `${string}-${string}` ? Name : never
  ]: GlobalEventHandlersEventMap[Name];
} & { heard: Event };

/** Listeners as React 19 takes them: `onroom-left`. */
type JsxListeners = {
  [Name in keyof Events as `on${Name}`]?: (event: Events[Name]) => void;
};

type Pascal<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Capitalize<Word>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** Listeners as Vue compiles them: `onRoomLeft` for `@room-left`. */
type VueListeners = {
  [Name in keyof Events as `on${Pascal<Name>}`]?: (event: Events[Name]) => void;
};

/**
 * The elements as tags in JSX and in Svelte's templates. React 19 and Svelte 5 set their properties and `on…` listeners by
 * themselves. Declare them once, in any declaration file:
 *
 *     declare module 'react' {
 *       namespace JSX { interface IntrinsicElements extends AudioRoomElements {} }
 *     }
 *     declare module 'svelte/elements' {
 *       interface SvelteHTMLElements extends AudioRoomElements {}
 *     }
 */
export type AudioRoomElements = {
  [Name in Tag]: Properties<HTMLElementTagNameMap[Name]> & JsxListeners;
};

/**
 * The elements as tags in Vue's templates. Declare them once, in any declaration file:
 *
 *     declare module 'vue' { interface GlobalComponents extends AudioRoomComponents {} }
 */
export type AudioRoomComponents = {
  [Name in Tag]: new () => { $props: Properties<HTMLElementTagNameMap[Name]> & VueListeners };
};
