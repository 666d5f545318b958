import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Environment } from '../../../../src/local/aws/lambda/execution-environment.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { bundleFunctions } from '../support/bundles.ts';
import { waitFor } from '../../../support/eventually.ts';

describe('an execution environment', () => {
  const directory = temporaryDirectory();
  const lines: string[] = [];
  const open: Environment[] = [];

  const start = (bundle = 'behave', timeoutMs = 60_000) => {
    const environment = new Environment({
      bundle: join(directory.path, `${bundle}.cjs`),
      environmentVariables: { ONLY: 'this' },
      context: { functionName: 'fixture', memoryLimitInMB: '128' },
      timeoutMs,
      memoryMb: 128,
      onLog: (line, stream) => lines.push(`${stream} ${line}`),
    });
    open.push(environment);
    return environment;
  };
  const invoke = async (environment: Environment, event: unknown) => {
    const { payload, functionError } = await environment.invoke(JSON.stringify(event));
    return { answer: JSON.parse(payload) as Record<string, unknown>, functionError };
  };

  before(() =>
    bundleFunctions(directory.path, { behave: 'behave', 'fails-to-load': 'fails-to-load' }),
  );
  after(async () => {
    await Promise.all(open.map((environment) => environment.close()));
    directory.remove();
  });

  it('passes the event to the handler and returns its result, and is reused', async () => {
    const environment = start();
    const event = { behaviour: 'echo', value: { text: 'Zoë' } };
    assert.deepEqual((await invoke(environment, event)).answer, {
      value: { text: 'Zoë' },
      calls: 1,
    });
    assert.deepEqual((await invoke(environment, event)).answer, {
      value: { text: 'Zoë' },
      calls: 2,
    });
  });

  it('returns the right result to each of many concurrent invocations', async () => {
    const environment = start();
    const values = Array.from({ length: 50 }, (_, index) => index);
    const answers = await Promise.all(
      values.map((value) => invoke(environment, { behaviour: 'echo', value })),
    );
    assert.deepEqual(
      answers.map(({ answer }) => answer['value']),
      values,
    );
  });

  it('has only its own environment variables', async () => {
    const { answer } = await invoke(start(), { behaviour: 'environment' });
    assert.deepEqual(answer, { ONLY: 'this' });
  });

  it('passes a context object with a new request id and the remaining time', async () => {
    const environment = start('behave', 60_000);
    const first = (await invoke(environment, { behaviour: 'context' })).answer;
    const second = (await invoke(environment, { behaviour: 'context' })).answer;
    assert.equal(first['functionName'], 'fixture');
    assert.notEqual(first['awsRequestId'], second['awsRequestId']);
    const remaining = Number(first['remaining']);
    assert.ok(remaining > 0 && remaining <= 60_000);
  });

  it('returns null if the handler returns nothing', async () => {
    assert.equal((await invoke(start(), { behaviour: 'nothing' })).answer, null);
  });

  it('reports an error that the handler throws, and stays usable', async () => {
    const environment = start();
    const { answer, functionError } = await invoke(environment, { behaviour: 'throw' });
    assert.equal(functionError, 'Unhandled');
    assert.equal(answer['errorType'], 'FixtureError');
    assert.equal(answer['errorMessage'], 'asked to');
    assert.ok(environment.usable);
    assert.ok(lines.includes('stderr FixtureError: asked to'));
  });

  for (const behaviour of ['exit', 'uncaught']) {
    it(`fails all invocations in progress when its handler ends by ${behaviour}`, async () => {
      const environment = start();
      const hanging = invoke(environment, { behaviour: 'hang' });
      const { answer, functionError } = await invoke(environment, { behaviour });
      assert.equal(functionError, 'Unhandled');
      assert.equal(answer['errorType'], 'Runtime.ExitError');
      assert.equal((await hanging).answer['errorType'], 'Runtime.ExitError');
      assert.ok(!environment.usable);
    });
  }

  it('reports why its bundle fails to load', async () => {
    const environment = start('fails-to-load');
    const { answer, functionError } = await invoke(environment, {});
    assert.equal(functionError, 'Unhandled');
    assert.equal(answer['errorMessage'], 'not today');
    assert.ok(!environment.usable);
  });

  it('finishes its invocations after it is retired, then ends its thread', async () => {
    const environment = start();
    const call = invoke(environment, { behaviour: 'echo', value: 1 });
    environment.retire();
    assert.ok(!environment.usable);
    assert.deepEqual((await call).answer, { value: 1, calls: 1 });
    await environment.ended;
  });

  it('names a bundle that is missing', async () => {
    const { answer } = await invoke(start('no-such'), {});
    assert.match(String(answer['errorMessage']), /Cannot find module .*no-such\.cjs/);
  });

  it('times out an invocation that hangs, and lets the others finish', async () => {
    const environment = start('behave', 3_000);
    await environment.warm();
    const hanging = invoke(environment, { behaviour: 'hang' });
    const other = invoke(environment, { behaviour: 'echo', value: 1 });
    assert.deepEqual((await other).answer, { value: 1, calls: 2 });
    const { answer, functionError } = await hanging;
    assert.equal(functionError, 'Unhandled');
    assert.match(String(answer['errorMessage']), /Task timed out after 3\.00 seconds$/);
    assert.ok(!environment.usable);
  });

  it('times out a handler that blocks its thread', async () => {
    const { answer } = await invoke(start('behave', 300), { behaviour: 'block' });
    assert.equal(answer['errorType'], 'Sandbox.Timedout');
  });

  it('passes on what the handler logs, line by line', async () => {
    await invoke(start(), { behaviour: 'log' });
    await waitFor('both lines', () =>
      ['stdout to stdout', 'stderr to stderr'].every((line) => lines.includes(line)),
    );
  });
});
