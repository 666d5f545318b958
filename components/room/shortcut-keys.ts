// Which key was pressed, on any keyboard layout, and whether it was typed into something.

// Elements that take letters: they type, choose an entry by its first letters, or have keys of their own.
const TAKES_KEYS = [
  'input',
  'select',
  'textarea',
  'dialog',
  ...[
    ...['textbox', 'searchbox', 'combobox', 'spinbutton', 'listbox', 'menu', 'menubar'],
    ...['tree', 'grid', 'treegrid', 'application'],
  ].map((role) => `[role=${role}]`),
].join();

// Elements that Space presses, plays or switches.
const TAKES_SPACE = [
  'button, a, summary, audio, video',
  ...['button', 'link', 'checkbox', 'switch', 'radio', 'tab', 'option'].map(
    (role) => `[role=${role}]`,
  ),
].join();

/**
 * Whether a key is a letter. Layouts with Latin letters have it where they want: AZERTY and Dvorak have their M elsewhere
 * than QWERTY. All other layouts, such as Cyrillic, Greek or Hebrew, have no M: there, its place on QWERTY counts.
 * @param letter - From a to z.
 */
export function isLetter({ key, code }: KeyboardEvent, letter: string): boolean {
  // NFKC: a Japanese input method may give a full-width letter.
  if (key.normalize('NFKC').toLowerCase() === letter) return true;
  return isForeign(key) && code === `Key${letter.toUpperCase()}`;
}

/** Whether a key is a question mark, or on a layout that has none, its place on QWERTY. */
export function isQuestionMark({ key, code, shiftKey }: KeyboardEvent): boolean {
  if (/^[?？؟՞፧]$/u.test(key)) return true;
  return isForeign(key) && code === 'Slash' && shiftKey;
}

/**
 * Which digit was pressed, if it was one. Layouts such as AZERTY have digits with Shift only: there, their places without
 * it count, too. So do the digits of other scripts.
 */
export function digitOf({ key, code, shiftKey }: KeyboardEvent): number | undefined {
  const [, digit] =
    /^([0-9])$/.exec(key.normalize('NFKC')) ??
    (shiftKey ? [] : (/^Digit([0-9])$/.exec(code) ?? []));
  return digit === undefined ? undefined : Number(digit);
}

export function isSpace({ key, code }: KeyboardEvent): boolean {
  return code === 'Space' || key === ' ';
}

/** Whether a key is a character of a script other than Latin. */
function isForeign(key: string): boolean {
  return /^[\p{Letter}\p{Mark}]+$/u.test(key) && !/\p{Script=Latin}/u.test(key);
}

/** Whether a key is meant for something else: the system, an input method, or the element that has the focus. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.key === 'Process') return true;
  // AltGraph types characters, without `altKey`.
  if (event.ctrlKey || event.metaKey || event.altKey || event.getModifierState('AltGraph')) {
    return true;
  }
  const path = elementsOf(event);
  const [target] = path;
  if (!target) return false;
  if (target.ownerDocument.designMode === 'on' || mayHideFocus(target)) return true;
  return path.some((element) => isEditable(element) || element.matches(TAKES_KEYS));
}

/** Whether the element that has the focus does something when Space is pressed. */
export function takesSpace(event: KeyboardEvent): boolean {
  return elementsOf(event).some((element) => element.matches(TAKES_SPACE));
}

function elementsOf(event: KeyboardEvent): HTMLElement[] {
  // Not `instanceof`: in a picture-in-picture window, elements have other classes.
  return event.composedPath().filter((node) => 'matches' in node) as HTMLElement[];
}

function isEditable(element: HTMLElement & { readonly editContext?: unknown }): boolean {
  return element.isContentEditable || (element.editContext ?? undefined) !== undefined;
}

/**
 * Whether the focus may be inside a closed shadow root of this element. Nobody can see into it, and there may be a text
 * field: then no key is ours.
 */
function mayHideFocus(element: HTMLElement): boolean {
  const { localName, ownerDocument, shadowRoot } = element;
  if (shadowRoot || element === ownerDocument.body || element === ownerDocument.documentElement) {
    return false;
  }
  if (localName.includes('-')) return true;
  const canHaveShadowRoot =
    /^(article|aside|blockquote|div|footer|h[1-6]|header|main|nav|p|section|span)$/.test(localName);
  if (!canHaveShadowRoot) return false;
  // Of a host, `:focus` matches only if the host delegates the focus, which a host with a tabindex need not do.
  return !element.matches(':focus') || !element.hasAttribute('tabindex');
}
