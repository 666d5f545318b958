/** Document Picture-in-Picture, which only Chromium has. */
interface WithPictureInPicture {
  readonly documentPictureInPicture?: { readonly window: Window | null };
}

/** Whether somebody may see the room: in the page, or in its picture-in-picture window, which stays in front. */
export function isVisible(): boolean {
  const { documentPictureInPicture } = window as WithPictureInPicture;
  return document.visibilityState === 'visible' || Boolean(documentPictureInPicture?.window);
}

export interface WhileVisibleOptions {
  /** Before the first run. */
  readonly waitMs: number;
  /** Between the end of a run and the next one. */
  readonly everyMs: number;
  /** Called when a run fails, unless it was stopped. The next run takes place all the same. */
  readonly onFailure: (thrown: unknown) => void;
}

/**
 * Runs something again and again, but only while the page is visible.
 * @returns a function that stops it and aborts the signal of a run under way
 */
export function whileVisible(
  run: (signal: AbortSignal) => Promise<void>,
  { waitMs, everyMs, onFailure }: WhileVisibleOptions,
): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const next = async () => {
    try {
      if (isVisible()) await run(signal);
    } catch (thrown) {
      if (!signal.aborted) onFailure(thrown);
    }
    if (!signal.aborted) timer = setTimeout(() => void next(), everyMs);
  };
  let timer = setTimeout(() => void next(), waitMs);
  return () => {
    abort.abort();
    clearTimeout(timer);
  };
}
