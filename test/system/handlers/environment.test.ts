import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { functions, type FunctionName } from '../../../src/backend/functions.ts';
import { buildHandlers } from '../../../scripts/build/handler-bundles.ts';
import {
  defaultSettings,
  deployedEnvironment,
  functionDefinition,
} from '../../../src/local/shared/local-deployment.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe('a function', () => {
  const directory = temporaryDirectory();
  before(() => buildHandlers(ROOT, join(directory.path, 'handlers')));
  after(() => directory.remove());

  /** Loads a bundle in a process with exactly these environment variables. */
  const load = (name: FunctionName, variables: Readonly<Record<string, string>>) => {
    const bundle = join(directory.path, 'handlers', `${name}.cjs`);
    const script = `process.exitCode = typeof require(${JSON.stringify(bundle)}).handler === 'function' ? 0 : 1`;
    const env = { AWS_REGION: 'us-east-1', NODE_NO_WARNINGS: '1', ...variables };
    return spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  };

  for (const name of Object.keys(functions) as FunctionName[]) {
    const complete = deployedEnvironment(
      functionDefinition(name),
      { aws: 'http://localhost:1', chat: 'ws://localhost:1' },
      defaultSettings,
    );

    it(`"${name}" loads with the variables that functions.ts gives it`, () => {
      const { status, stderr } = load(name, complete);
      assert.equal(status, 0, stderr);
    });

    it(`"${name}" fails and names each variable that is missing or blank`, () => {
      const used = Object.keys(complete).filter((variable) => {
        const { status, stderr } = load(name, { ...complete, [variable]: ' ' });
        if (status === 0) return false; // it uses the resource, but not its name
        assert.match(stderr, new RegExp(`${variable} is not set`));
        return true;
      });
      assert.ok(used.length > 0);
      const rest = Object.entries(complete).filter(([variable]) => variable !== used[0]);
      assert.match(
        load(name, Object.fromEntries(rest)).stderr,
        new RegExp(`${used[0]} is not set`),
      );
    });
  }

  it('accepts only whole numbers above zero as settings', () => {
    const complete = deployedEnvironment(
      functionDefinition('create-room'),
      { aws: 'http://localhost:1', chat: 'ws://localhost:1' },
      defaultSettings,
    );
    for (const value of ['six', '0', '-1', '1.5', 'Infinity']) {
      const { stderr } = load('create-room', { ...complete, ROOM_LIFETIME_SECONDS: value });
      assert.match(stderr, /ROOM_LIFETIME_SECONDS is ".+", but must be a whole number above zero/);
    }
  });
});
