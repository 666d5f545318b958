import type { CSSResultOrNative } from 'lit';

/** A style sheet belongs to the document that made it: any other document refuses it. */
const sheets = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

/** Gives a shadow root its styles in a document other than the page's own. */
export function adopt(root: ShadowRoot, styles: readonly CSSResultOrNative[]): void {
  const owner = root.ownerDocument;
  const view = owner.defaultView;
  if (owner === document || !view) return; // it was moved on, or shows nothing
  const known = sheets.get(owner) ?? new Map<CSSResultOrNative, CSSStyleSheet>();
  sheets.set(owner, known);
  root.adoptedStyleSheets = styles.flatMap((style) => {
    if (style instanceof CSSStyleSheet) return [];
    const sheet = known.get(style) ?? new view.CSSStyleSheet();
    if (!known.has(style)) sheet.replaceSync(style.cssText);
    known.set(style, sheet);
    return sheet;
  });
}

/** Says in the console that the page has an element of this name already. */
export function warn(tag: string): void {
  console.error(
    `audio-rooms: this page has a <${tag}> already, which stays. If it comes from another copy of audio-rooms, remove ` +
      'one of the two scripts. Otherwise give it another name, or show the room in a frame.',
  );
}
