import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import { resourceOf, synthesize } from '../../unit/stacks/support/synthesize.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READER = fileURLToPath(new URL('read-variables.mjs', import.meta.url));

/** Variables that the runtime, the AWS SDK and Powertools read; our deployments set none of them. */
const NOT_OURS =
  /^(AWS_|_X_AMZN_|POWERTOOLS_|NODE_|WATCH_REPORT_DEPENDENCIES$|LOG_LEVEL$|ENVIRONMENT$)/;

describe('environment variables', () => {
  const dist = mkdtempSync(join(tmpdir(), 'audio-rooms-variables-'));
  const backend = synthesize({}).stack('backend');
  before(() => buildHandlers(ROOT, dist));
  after(() => rmSync(dist, { recursive: true, force: true }));

  const deployed = (name: FunctionName): string[] => {
    const { variables } = resourceOf(backend, 'aws_lambda_function', {
      function_name: `audio-rooms-development-${name}`,
    })['environment'] as { variables: Record<string, string> };
    return Object.keys(variables).sort();
  };

  for (const name of Object.keys(functions) as FunctionName[]) {
    it(`of ${name} are exactly those that its bundle reads`, () => {
      const output = execFileSync(
        process.execPath,
        [READER, join(dist, `${name}.cjs`), ...deployed(name)],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const read = (JSON.parse(output) as string[]).filter((variable) => !NOT_OURS.test(variable));
      assert.deepEqual(read.sort(), deployed(name));
    });

    it(`of ${name} are the same in the embedded cloud`, () => {
      const local = deployedEnvironment(
        functionDefinition(name),
        { aws: 'http://x', chat: 'ws://x' },
        defaultSettings,
      );
      assert.deepEqual(Object.keys(local).sort(), deployed(name));
    });
  }
});
