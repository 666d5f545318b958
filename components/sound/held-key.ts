/** People tap a key for about 100 ms. Systems repeat a key after 225 ms at the earliest, by default after 500 ms. */
const HOLD_MS = 300;

/**
 * Follows a key from its `keydown` event to its release, wherever the focus is then. Prevents what the browser would do
 * for the key, such as scrolling or pressing the focused button.
 * @param event - The first `keydown` event of the key.
 * @param onRelease - Called once, with whether the key was held and not only tapped. A key whose release can't be seen,
 * because another window gets it, counts as held.
 * @returns a function that ends it at once, as held
 */
export function followKey(event: KeyboardEvent, onRelease: (held: boolean) => void): () => void {
  event.preventDefault();
  const { code, key, timeStamp } = event;
  const view = event.view ?? window;
  const following = new AbortController();
  const { signal } = following;
  let repeated = false;
  const isSame = (other: KeyboardEvent): boolean =>
    code ? other.code === code : other.key === key; // keys on a screen have no code
  const end = (held: boolean): void => {
    if (signal.aborted) return;
    following.abort();
    onRelease(held);
  };
  const handleDown = (other: KeyboardEvent): void => {
    // While ⌘ is down, macOS fires no keyup event for other keys.
    if (other.key === 'Meta') end(true);
    if (!isSame(other)) return;
    other.preventDefault();
    repeated = true;
  };
  const handleUp = (other: KeyboardEvent): void => {
    if (!isSame(other)) return;
    other.preventDefault(); // releasing Space presses a button
    end(repeated || other.timeStamp - timeStamp > HOLD_MS);
  };
  // Capturing: others may stop these events.
  view.addEventListener('keydown', handleDown, { signal, capture: true });
  view.addEventListener('keyup', handleUp, { signal, capture: true });
  view.addEventListener('blur', () => end(true), { signal });
  return () => end(true);
}

/** Whether a key presses the focused button. */
export function pressesButton({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (key === ' ' || key === 'Enter') && !ctrlKey && !metaKey && !altKey;
}

/**
 * The `keydown` listener of a button that makes people audible: a tap on a key presses the button, a held key does not.
 * Somebody who holds Space to talk expects silence when they let go, whatever has the focus.
 */
export function pressByTap(event: KeyboardEvent): void {
  if (!pressesButton(event)) return;
  const button = event.currentTarget as HTMLElement;
  if (event.repeat) event.preventDefault();
  else followKey(event, (held) => !held && button.click());
}
