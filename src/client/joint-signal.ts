/** A signal that follows others until it is released. */
export interface JointSignal {
  readonly signal: AbortSignal;
  /** Stops following, so that long-lived signals don't collect listeners. */
  readonly release: () => void;
}

/** A signal that is aborted with the first of some others. Safari has `AbortSignal.any` only since 17.4. */
export function jointSignal(...signals: readonly AbortSignal[]): JointSignal {
  const controller = new AbortController();
  const follow = (): void => controller.abort(signals.find(({ aborted }) => aborted)?.reason);
  const release = (): void => {
    for (const signal of signals) signal.removeEventListener('abort', follow);
  };
  for (const signal of signals) signal.addEventListener('abort', follow);
  if (signals.some(({ aborted }) => aborted)) follow();
  return { signal: controller.signal, release };
}
