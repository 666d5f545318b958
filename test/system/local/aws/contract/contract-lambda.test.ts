import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { isRemote, openTarget, type ContractTarget } from './contract-target.ts';

describe(`Lambda (${isRemote ? 'AWS' : 'embedded'})`, () => {
  let target: ContractTarget;
  let client: LambdaClient;

  const invoke = async (event: unknown, InvocationType?: 'Event' | 'DryRun') => {
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: target.function,
        Payload: Buffer.from(JSON.stringify(event)),
        InvocationType,
      }),
    );
    return { ...answer, text: Buffer.from(answer.Payload ?? []).toString() };
  };

  before(async () => {
    target = await openTarget();
    client = new LambdaClient(target.client);
  });
  after(async () => {
    client.destroy();
    await target.close();
  });

  it('returns the result of the handler', async () => {
    const { StatusCode, FunctionError, text } = await invoke({ behaviour: 'echo', value: 'Zoë' });
    assert.equal(StatusCode, 200);
    assert.equal(FunctionError, undefined);
    assert.equal((JSON.parse(text) as { value: string }).value, 'Zoë');
  });

  it('returns the error that the handler throws, and marks it', async () => {
    const { StatusCode, FunctionError, text } = await invoke({ behaviour: 'throw' });
    assert.equal(StatusCode, 200);
    assert.equal(FunctionError, 'Unhandled');
    const { errorType, errorMessage } = JSON.parse(text) as Record<string, string>;
    assert.deepEqual(
      { errorType, errorMessage },
      { errorType: 'FixtureError', errorMessage: 'asked to' },
    );
  });

  it('accepts an asynchronous invocation', async () => {
    const { StatusCode, text } = await invoke({ behaviour: 'nothing' }, 'Event');
    assert.equal(StatusCode, 202);
    assert.equal(text, '');
  });

  it('refuses unknown functions', async () => {
    const call = client.send(new InvokeCommand({ FunctionName: 'no-such-function' }));
    await assert.rejects(call, ResourceNotFoundException);
  });
});
