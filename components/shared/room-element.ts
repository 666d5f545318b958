import { type CSSResultOrNative, LitElement } from 'lit';

/** The static member by which our elements are recognised, also those of another copy of this package. */
const OURS = Symbol.for('audio-rooms element');

/** The style sheets of documents other than the page's own. A style sheet belongs to the document that made it. */
const sheets = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

/** The base class of all elements. They keep their styles in another document, such as that of a picture-in-picture window. */
export class RoomElement extends LitElement {
  protected static readonly [OURS] = true;

  protected override createRenderRoot(): ShadowRoot {
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    this.#adoptStyles(root);
    return root;
  }

  /** Called when the element is moved to another document, where a shadow root loses its style sheets. */
  adoptedCallback(): void {
    if (this.shadowRoot) this.#adoptStyles(this.shadowRoot);
  }

  // Lit's own would throw in another document.
  #adoptStyles(root: ShadowRoot): void {
    const styles = (this.constructor as typeof LitElement).elementStyles;
    root.adoptedStyleSheets = styles.flatMap((style) => sheetIn(root.ownerDocument, style) ?? []);
  }
}

/** @returns undefined if the document has no window, and thus shows nothing */
function sheetIn(owner: Document, style: CSSResultOrNative): CSSStyleSheet | undefined {
  if (style instanceof CSSStyleSheet) return style;
  if (owner === document) return style.styleSheet;
  const view = owner.defaultView;
  if (!view) return undefined;
  const known = sheets.get(owner) ?? new Map<CSSResultOrNative, CSSStyleSheet>();
  sheets.set(owner, known);
  const sheet = known.get(style) ?? new view.CSSStyleSheet();
  if (!known.has(style)) sheet.replaceSync(style.cssText);
  known.set(style, sheet);
  return sheet;
}

let saidThatLoadedTwice = false;

/**
 * Defines an element. If the page has an element of that name already, the page's own stays, and the console says what
 * to do: to throw would also end the script of the page that imports this one.
 */
export const customElement =
  (tag: string) =>
  (element: typeof RoomElement): void => {
    const taken = customElements.get(tag);
    if (!taken) {
      customElements.define(tag, element);
    } else if (!(OURS in taken)) {
      console.error(
        `audio-rooms: this page has a <${tag}> of its own, which is now shown where ours should be. ` +
          'Give yours another name, or show the room in a frame.',
      );
    } else if (!saidThatLoadedTwice) {
      saidThatLoadedTwice = true;
      console.warn(
        'audio-rooms: this page loads it twice. The elements that were loaded first are used. Remove the other script.',
      );
    }
  };
