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
      if (document.visibilityState === 'visible') await run(signal);
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
