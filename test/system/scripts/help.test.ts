import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runScript } from './support/operator-environment.ts';

const { scripts } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { scripts: Record<string, string> };

const operator = [
  'deploy-init',
  'deploy',
  'destroy',
  'keys-rotate',
  'doctor',
  'dev',
  'smoke',
  'policy',
] as const;

describe('operator scripts', () => {
  for (const script of operator) {
    it(`${script} --help prints help without an account`, async () => {
      const { code, output } = await runScript(script, ['--help'], {});
      assert.equal(code, 0, output);
      assert.match(output, /^\S.*\.\n/); // one sentence first
      for (const option of ['--env', '--help']) assert.ok(output.includes(option));
      const commands = output.matchAll(/npm run ([\w:]+)/g);
      for (const [, command = ''] of commands) assert.ok(scripts[command], command);
    });
  }

  it('can all be started by npm run', () => {
    for (const script of operator) {
      assert.ok(Object.values(scripts).some((command) => command.includes(`${script}.ts`)));
    }
  });
});
