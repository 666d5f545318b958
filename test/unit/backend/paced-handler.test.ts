import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RunError } from '../../../src/backend/aws/invocation.ts';
import { pacedHandler } from '../../../src/backend/aws/paced-handler.ts';

const context = { getRemainingTimeInMillis: () => 10_000 };
const SECRET = 'arn:aws:ivs:eu-west-1:123456789012:stage/abc';

describe('a paced handler', () => {
  it('fails with the name of the error, but without its message, as AWS messages contain ARNs', async () => {
    const handler = pacedHandler(0, () => Promise.reject(new TypeError(`No ${SECRET}`)));
    await assert.rejects(handler({}, context), ({ message, cause }: Error) => {
      assert.match(message, /failed with TypeError/);
      assert.ok(!message.includes(SECRET));
      return cause === undefined;
    });
  });

  it('fails with a RunError as it is, as its message is ours', async () => {
    const mine = new RunError('Some stages are left.');
    await assert.rejects(
      pacedHandler(0, () => Promise.reject(mine))({}, context),
      (error) => error === mine,
    );
  });
});
