/** All text on screen, inside elements too, a line for each piece. */
export function textOnScreen(): string {
  return textIn(document.body).join('\n');
}

/** Who is on stage, as the tiles say it: "Ann", "Ben, muted", "Cem, you". */
export function tilesOnScreen(): string[] {
  return deepAll(document, 'participant-tile').map((tile) => {
    const words = textIn(tile.shadowRoot?.querySelector('[part=name]') ?? tile);
    const name = tile.shadowRoot?.querySelector('bdi')?.textContent ?? '';
    const states = words.filter((word) => word !== name && word !== 'speaking');
    return [name, ...states].join(', ');
  });
}

/** "3 listeners", as the room says it. */
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
