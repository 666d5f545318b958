import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OperatorError } from '../../../stacks/operator-error.ts';
import { resourceOf, resourcesOf, synthesize, type Synthesized } from './support/synthesize.ts';

const variablesOf = (backend: Synthesized, name: string) =>
  (
    resourceOf(backend, 'aws_lambda_function', {
      function_name: `audio-rooms-development-${name}`,
    })['environment'] as { variables: Record<string, string> }
  ).variables;

describe('the room channel', () => {
  it('is deployed, with ten messages a second in a room', () => {
    const backend = synthesize({}).stack('backend');
    const variables = variablesOf(backend, 'open-channel');
    assert.equal(variables['CHANNEL_RATE'], '10');
    assert.match(
      variables['CHANNEL_ENDPOINT'] ?? '',
      /^wss:\/\/edge\.ivschat\.\$\{data\.aws_region\.region\.region\}\.amazonaws\.com$/,
    );
    assert.equal(variablesOf(backend, 'create-room')['CHANNEL'], 'on');
  });

  it('has the rate that is set, and no other than IVS Chat takes', () => {
    const backend = synthesize({ CHANNEL_RATE: '3' }).stack('backend');
    assert.equal(variablesOf(backend, 'open-channel')['CHANNEL_RATE'], '3');
    for (const CHANNEL_RATE of ['0', '101', 'many'])
      assert.throws(() => synthesize({ CHANNEL_RATE }), OperatorError);
    assert.throws(() => synthesize({ CHANNEL: 'yes' }), OperatorError);
  });

  it('leaves nothing behind where it is off: no function, no route, no permission', () => {
    const off = synthesize({ CHANNEL: 'off' });
    const backend = off.stack('backend');
    const text = off.text('backend', 'cdk.tf.json');
    for (const word of ['ivschat', 'open-channel', '{roomId}/channel', 'CHANNEL_'])
      assert.ok(!text.includes(word), word);
    const count = ({ resource }: Synthesized) => Object.keys(resource['aws_lambda_function'] ?? {});
    assert.equal(count(backend).length, count(synthesize({}).stack('backend')).length - 1);
    for (const one of resourcesOf(backend, 'aws_lambda_function')) {
      const { variables } = one['environment'] as { variables: Record<string, string> };
      assert.ok([undefined, 'off'].includes(variables['CHANNEL']));
    }
  });
});
