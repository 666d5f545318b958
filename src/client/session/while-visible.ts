/**
 * Does something again and again while the page is visible; a hidden page asks nothing until its next turn after it is
 * shown. Failures are left to the next turn.
 * @param waitMs before the first time; @param everyMs after each time has ended.
 * @returns stops it, and aborts what is under way.
 */
export function whileVisible(
  act: (signal: AbortSignal) => Promise<void>,
  waitMs: number,
  everyMs: number,
): () => void {
  const abort = new AbortController();
  const turn = async () => {
    if (document.visibilityState === 'visible') await act(abort.signal).catch(() => {});
    if (!abort.signal.aborted) timer = setTimeout(() => void turn(), everyMs);
  };
  let timer = setTimeout(() => void turn(), waitMs);
  return () => {
    abort.abort();
    clearTimeout(timer);
  };
}
