import type { Browser } from 'puppeteer-core';

// Firefox's own settings and keys, for which WebDriver has no command.

/** What Puppeteer's browser has, but does not declare: its connection by WebDriver BiDi. */
interface Connected {
  readonly connection: {
    send(method: string, parameters: object): Promise<{ readonly result: unknown }>;
  };
}

/** Runs a script with the rights of Firefox's own user interface, in the window in front. */
async function runInFirefox(browser: Browser, script: string): Promise<void> {
  const { connection } = browser as unknown as Connected;
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const [window] = (tree.result as { contexts: { context: string }[] }).contexts;
  const { result } = await connection.send('script.evaluate', {
    expression: `{ const front = Services.focus.activeWindow ?? window; ${script} }`,
    target: { context: window?.context },
    awaitPromise: true,
  });
  const { exceptionDetails } = result as { exceptionDetails?: { text: string } };
  if (exceptionDetails) throw new Error(exceptionDetails.text);
}

/** Makes every page light or dark, and replaces its colours with those of the system, as people set it up. */
export async function setColours(
  browser: Browser,
  { scheme, forced }: { readonly scheme: 'light' | 'dark'; readonly forced: boolean },
): Promise<void> {
  const [paper, ink] = scheme === 'dark' ? ['#000000', '#ffffff'] : ['#ffffff', '#000000'];
  await runInFirefox(
    browser,
    `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${scheme === 'dark' ? 0 : 1});
    Services.prefs.setStringPref('browser.display.background_color', '${paper}');
    Services.prefs.setStringPref('browser.display.foreground_color', '${ink}');
    Services.prefs.setIntPref('browser.display.document_color_use', ${forced ? 2 : 1});`,
  );
}

/** Presses a key of any keyboard layout, as the keyboard would. It goes to the page in front. */
export async function pressKey(browser: Browser, key: string, code: string): Promise<void> {
  await runInFirefox(
    browser,
    `const keys = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    keys.beginInputTransactionForTests(front);
    const event = new front.KeyboardEvent('', ${JSON.stringify({ key, code })});
    keys.keydown(event);
    keys.keyup(event);`,
  );
}
