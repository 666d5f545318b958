export interface MediaKeysOptions {
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onToggleMicrophone: () => void;
  readonly onHangUp: () => void;
  /** Gives the keys back. */
  readonly signal: AbortSignal;
}

/**
 * Handles media keys, and the buttons of headsets, lock screens and the browser's own controls. Without a handler the
 * browser would pause single elements, or another page's music would start.
 */
export function handleMediaKeys(options: MediaKeysOptions): void {
  const session = (navigator as { mediaSession?: MediaSession }).mediaSession;
  if (!session) return;
  const handlers: readonly (readonly [string, () => void])[] = [
    ['play', options.onPlay],
    ['pause', options.onPause],
    ['stop', options.onPause],
    ['togglemicrophone', options.onToggleMicrophone],
    ['hangup', options.onHangUp],
  ];
  const set = (action: string, handler: (() => void) | null) => {
    try {
      session.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // A browser that does not know this action throws a TypeError.
    }
  };
  for (const [action, handler] of handlers) set(action, handler);
  options.signal.addEventListener('abort', () => {
    for (const [action] of handlers) set(action, null);
  });
}
