import type { KeyInput, Page } from 'puppeteer-core';

const MAX_TABS = 40;

/** Uses a page with the keyboard alone. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press(key: KeyInput): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  /** Presses Tab until the control with this accessible name has the focus. */
  async tabTo(name: string): Promise<void> {
    const passed: string[] = [];
    while (passed.length < MAX_TABS) {
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

  /** Returns the accessible name of the focused control, shadow trees included. Empty if there is none. */
  async focused(): Promise<string> {
    const snapshot = await this.#page.accessibility.snapshot({ interestingOnly: false });
    return findFocused(snapshot)?.name ?? '';
  }
}

type Node = NonNullable<Awaited<ReturnType<Page['accessibility']['snapshot']>>>;

/** Finds the innermost focused node; the document around it counts as focused as well. */
function findFocused(node: Node | null): Node | undefined {
  if (!node) return undefined;
  for (const child of node.children ?? []) {
    const found = findFocused(child);
    if (found) return found;
  }
  return node.focused ? node : undefined;
}
