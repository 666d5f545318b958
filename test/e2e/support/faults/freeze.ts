import { readdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'puppeteer-core';

/** Stops all processes of a browser, as closing a laptop's lid does. Until {@link thaw}, its pages do not respond. */
export const freeze = (browser: Browser): void => signal(browser, 'SIGSTOP');

export const thaw = (browser: Browser): void => signal(browser, 'SIGCONT');

function signal(browser: Browser, name: 'SIGSTOP' | 'SIGCONT'): void {
  const root = browser.process()?.pid;
  if (root === undefined) throw new Error('The browser has no process.');
  for (const pid of withDescendants(root)) process.kill(pid, name);
}

function withDescendants(root: number): number[] {
  const found = [root];
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  for (const one of found) {
    found.push(...parents.filter(({ parent }) => parent === one).map(({ pid }) => pid));
  }
  return found;
}

function parentOf(pid: string): number | undefined {
  try {
    // The process name before it can contain spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined; // the process has ended
  }
}
