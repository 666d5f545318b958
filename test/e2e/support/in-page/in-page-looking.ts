/** Returns all visible text, shadow trees included, one line for each text node. */
export function textOnScreen(): string {
  return textIn(document.body).join('\n');
}

/** Returns the label of each tile on stage: "Ann", "Ben, muted", "Cem, you". Leaves out who is a host. */
export function tilesOnScreen(): string[] {
  return deepAll(document, 'participant-tile').map((tile) => {
    const words = textIn(tile.shadowRoot?.querySelector('[part=name]') ?? tile);
    const name = tile.shadowRoot?.querySelector('bdi')?.textContent ?? '';
    const states = words.filter((word) => ![name, 'speaking', 'Host'].includes(word));
    return [name, ...states].join(', ');
  });
}

/** Returns the room's listener count as shown: "3 listeners". */
export function listenerLine(): string {
  const [pill] = deepAll(document, '[part~=listeners]');
  return pill ? textIn(pill).join(' ') : '';
}

function deepAll(root: ParentNode, selector: string): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? deepAll(element.shadowRoot, selector) : []),
  ]);
}

function textIn(node: Node): string[] {
  if (node instanceof Text) {
    const text = node.data.trim().replace(/\s+/g, ' ');
    return text === '' ? [] : [text];
  }
  if (!(node instanceof Element) || node.matches('style, script, svg')) return [];
  if (!node.checkVisibility({ visibilityProperty: true })) return [];
  const inside =
    node instanceof HTMLSlotElement
      ? node.assignedNodes({ flatten: true })
      : [...(node.shadowRoot ?? node).childNodes];
  return inside.flatMap(textIn);
}
