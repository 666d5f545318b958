import { Puppeteer } from 'puppeteer-core';

/**
 * Registers `::-p-control(role|name)`: a button or text field by its accessible name, shadow trees included. Puppeteer's
 * own `::-p-aria` does not look into shadow trees in Firefox.
 */
export function registerControlQuery(): void {
  if (Puppeteer.customQueryHandlerNames().includes('control')) return;
  Puppeteer.registerCustomQueryHandler('control', { queryOne: findControl });
}

/**
 * Runs in the page, as text, so it can use nothing from outside of it. Its functions are methods: esbuild would wrap
 * others in a helper that the page does not have.
 */
function findControl(root: Node, selector: string): Element | null {
  const [role = '', name = ''] = selector.split('|');
  const kinds = role === 'textbox' ? 'input, textarea' : 'button, summary, [role=button]';
  const page = {
    words(node: Node): string {
      if (node instanceof Text) return node.data;
      if (!(node instanceof Element) || node.matches('svg, style, [aria-hidden=true]')) return '';
      const inside =
        node instanceof HTMLSlotElement
          ? node.assignedNodes({ flatten: true })
          : [...(node.shadowRoot ?? node).childNodes];
      return inside.map((one) => page.words(one)).join(' ');
    },
    nameOf(element: Element): string {
      const label = element.getAttribute('aria-label');
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [element];
      const name = label ?? labels.map((one) => page.words(one)).join(' ');
      return name.replace(/\s+/g, ' ').trim();
    },
    search(scope: ParentNode): Element | null {
      for (const element of scope.querySelectorAll('*')) {
        const isOne = element.matches(kinds) && element.checkVisibility();
        if (isOne && page.nameOf(element) === name) return element;
        const found = element.shadowRoot && page.search(element.shadowRoot);
        if (found) return found;
      }
      return null;
    },
    /** The element around an open modal dialog: all that is outside of it can't be used. */
    modal(scope: ParentNode): Element | null {
      for (const element of scope.querySelectorAll('*')) {
        if (element.matches('dialog:modal')) {
          return (element.getRootNode() as Partial<ShadowRoot>).host ?? element;
        }
        const found = element.shadowRoot && page.modal(element.shadowRoot);
        if (found) return found;
      }
      return null;
    },
  };
  const modal = page.modal(root as ParentNode);
  if (!modal) return page.search(root as ParentNode);
  return page.search(modal) ?? (modal.shadowRoot && page.search(modal.shadowRoot));
}
