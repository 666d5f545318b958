import type { KeyInput, Page } from 'puppeteer-core';

const MOST_STOPS = 40;

/** A person who has no mouse. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press(key: KeyInput): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  /** Goes on with Tab until a control of this name has the focus. */
  async tabTo(name: string): Promise<void> {
    const passed: string[] = [];
    while (passed.length < MOST_STOPS) {
      await this.press('Tab');
      const focused = await this.focused();
      if (focused === name) return;
      passed.push(focused);
    }
    throw new Error(`Tab does not reach "${name}". It reached: ${passed.join(', ')}.`);
  }

  async replaceText(text: string): Promise<void> {
    await this.#page.keyboard.down('Control');
    await this.press('a');
    await this.#page.keyboard.up('Control');
    await this.#page.keyboard.type(text);
  }

  /** The accessible name of what has the focus, also inside elements; empty if nothing has. */
  async focused(): Promise<string> {
    const snapshot = await this.#page.accessibility.snapshot({ interestingOnly: false });
    return findFocused(snapshot)?.name ?? '';
  }
}

type Node = NonNullable<Awaited<ReturnType<Page['accessibility']['snapshot']>>>;

/** The innermost one: around it, the document itself counts as focused. */
function findFocused(node: Node | null): Node | undefined {
  if (!node) return undefined;
  for (const child of node.children ?? []) {
    const found = findFocused(child);
    if (found) return found;
  }
  return node.focused ? node : undefined;
}
