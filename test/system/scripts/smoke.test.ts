import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { closeServer, listen } from '../../../src/local/shared/http.ts';
import {
  openOperatorEnvironment,
  type OperatorEnvironment,
} from './support/operator-environment.ts';

const KEY = 'the-value-of-the-api-key';

// The visit itself is tested where there is a browser.
describe('the smoke test of a deployment', () => {
  let operator: OperatorEnvironment;
  before(async () => {
    operator = await openOperatorEnvironment({ apiKeys: { k3y: KEY } });
  });
  after(() => operator.close());

  const smoke = async (...args: string[]) => {
    const { code, output } = await operator.run('smoke', args);
    assert.equal(code, 1);
    return output;
  };

  it('says which part is not deployed, and how to deploy it', async () => {
    assert.match(await smoke('--env', 'staging'), /npm run deploy:backend -- --env staging/);
    await operator.deployBackend('staging');
    assert.match(await smoke('--env', 'staging'), /npm run deploy:website -- --env staging/);
  });

  it('is not for two places at once, nor for the local server by its name', async () => {
    assert.match(await smoke('--env', 'staging', '--url', 'http://x'), /either --env or --url/);
    assert.match(await smoke('--env', 'local'), /--url http:\/\/localhost:3000/);
  });

  it('creates the room with the API key of the deployment, which it does not print', async () => {
    const keys: unknown[] = [];
    const server = createServer((request, response) => {
      keys.push(request.headers['x-api-key']);
      response.writeHead(503, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ code: 'UNAVAILABLE', detail: 'Try again.' }));
    });
    const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
    try {
      await operator.deployBackend('keyed', { creationKeyId: 'k3y' });
      await operator.deployWebsite('keyed', { url, bucket: 'b', distributionId: 'd' });
      const output = await smoke('--env', 'keyed');
      assert.deepEqual(keys, [KEY]);
      assert.match(output, /create .*POST \/api\/rooms answered 503 UNAVAILABLE: Try again\./);
      assert.ok(!output.includes(KEY));
    } finally {
      await closeServer(server);
    }
  });
});
