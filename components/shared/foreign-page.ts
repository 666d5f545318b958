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

let present: string[] = [];

/** Says in the console, once for all of them, that the page has elements of these names already. */
export function warn(tag: string): void {
  if (present.push(tag) > 1) return;
  setTimeout(() => {
    const tags = present.map((name) => `<${name}>`).join(', ');
    present = [];
    console.error(
      `audio-rooms: this page has ${tags} already, which stay. If they come from another copy of audio-rooms, remove ` +
        'one of the two scripts. Otherwise give yours another name, or show the room in a frame.',
    );
  });
}
