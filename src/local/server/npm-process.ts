import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isRunning } from '../shared/is-running.ts';

/** How often to see whether npm still runs, in milliseconds. */
const CHECK_MS = 1_000;

const SHELL = /(?:^|\/)-?(?:ba|da|k|z|a)?sh$/;

/**
 * Calls back once the npm or npx that started this process has ended. A killed one forwards no signal: its child gets another
 * parent, and would keep the port. npx starts commands through a shell, which stays.
 */
export function whenNpmEnds(stop: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const { command, parent: next } = describe(parent) ?? {};
  const npm = command !== undefined && SHELL.test(command) ? next : undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isRunning(npm))) return;
    clearInterval(timer);
    stop();
  }, CHECK_MS).unref();
}

/** The command and the parent of a process; undefined where the system does not say. */
function describe(pid: number): { command: string; parent: number } | undefined {
  for (const read of [readProc, runPs]) {
    try {
      const [, command, parent] = read(pid);
      if (command !== undefined && parent !== undefined) return { command, parent: Number(parent) };
    } catch {
      // Not on this system.
    }
  }
  return undefined;
}

const readProc = (pid: number): readonly string[] =>
  /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];

function runPs(pid: number): readonly string[] {
  const text = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', `${pid}`], { encoding: 'utf8' });
  const [, parent = '', command = ''] = /^\s*(\d+)\s+(.*?)\s*$/.exec(text) ?? [];
  return ['', command, parent];
}
