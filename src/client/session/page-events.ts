import { watchClock } from './clock-watch.ts';

export interface PageEventHandlers {
  /** Ends all of them. */
  readonly signal: AbortSignal;
  /** The page is closed or enters the back-forward cache. */
  readonly onHide: () => void;
  /** The page is back from there. */
  readonly onShow: () => void;
  /** The network is back. */
  readonly onOnline: () => void;
  readonly onClockJump: () => Promise<void>;
  readonly onFailure: (thrown: unknown) => void;
}

/** Follows what happens to the page that a room is in. */
export function followPage(handlers: PageEventHandlers): void {
  const { signal, onHide, onShow, onOnline, onClockJump, onFailure } = handlers;
  window.addEventListener('pagehide', onHide, { signal });
  window.addEventListener('pageshow', ({ persisted }) => persisted && onShow(), { signal });
  window.addEventListener('online', onOnline, { signal });
  signal.addEventListener('abort', watchClock(onClockJump, onFailure));
}
