import { adoptStyles, LitElement } from 'lit';

/** The base class of all elements. They keep their styles in another document, such as that of a picture-in-picture window. */
export class RoomElement extends LitElement {
  protected override createRenderRoot(): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' });
    this.adoptedCallback();
    return root;
  }

  /** Called when the element is moved to another document, where a shadow root loses its style sheets. */
  adoptedCallback(): void {
    const { shadowRoot: root, ownerDocument } = this;
    if (!root) return;
    const { elementStyles } = this.constructor as typeof LitElement;
    if (ownerDocument === document) adoptStyles(root, elementStyles);
    else void import('./foreign-page.ts').then(({ adopt }) => adopt(root, elementStyles));
  }
}

/**
 * Defines an element. If the page has an element of that name already, the page's own stays, and the console says what
 * to do: to throw would also end the script of the page that imports this one.
 */
export const customElement =
  (tag: string) =>
  (element: typeof RoomElement): void => {
    if (customElements.get(tag)) void import('./foreign-page.ts').then(({ warn }) => warn(tag));
    else customElements.define(tag, element);
  };
