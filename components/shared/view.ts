/** The window that shows an element: that of the page, of a frame, or of a picture-in-picture window. */
export function viewOf({ ownerDocument }: Element): Window & typeof globalThis {
  return ownerDocument.defaultView ?? window;
}

/**
 * Runs something later, by the clock of the window that shows the element: that of a page behind a picture-in-picture
 * window is slow.
 * @returns a function that cancels it, also when the element has moved to another window
 */
export function later(element: Element, run: () => void, ms: number): () => void {
  const view = viewOf(element);
  const timer = view.setTimeout(run, ms);
  return () => view.clearTimeout(timer);
}
