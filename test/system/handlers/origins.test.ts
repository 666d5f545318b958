import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CreateRoomResponse } from '../../../src/api/schemas.ts';
import { routes, type RouteName } from '../../../src/api/routes.ts';
import { deploy, type Deployment } from './support/handler-deployment.ts';

describe('a deployment for the pages of some origins', () => {
  let deployment: Deployment;
  before(async () => {
    deployment = await deploy({ allowedOrigins: ['https://shop.example', 'https://two.example'] });
  });
  after(() => deployment.close());

  it('answers those, and refuses all others in every route before it does anything', async () => {
    await deployment.invoke('rotate-key-pair', { tf: { action: 'create', prev_input: null } });
    const { calls } = deployment;
    const api: Deployment['api'] = (...request) => deployment.api(...request);
    const shop = { Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site' };
    const created = await api('create-room', { name: 'Ada' }, undefined, shop);
    assert.equal(created.statusCode, 201, created.body);
    const { room } = JSON.parse(created.body) as CreateRoomResponse;
    assert.equal((await api('get-room', undefined, room.id, shop)).statusCode, 200);
    assert.equal((await api('join-room', { name: 'Bo' }, room.id, shop)).statusCode, 201);

    const evil = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    await deployment.quiet(); // the read had the count refreshed
    calls.length = 0;
    for (const name of Object.keys(routes) as RouteName[]) {
      const answer = await api(name, { name: 'Eve' }, room.id, evil);
      assert.equal(answer.statusCode, 403, name);
      assert.match(answer.body, /"code":"ORIGIN_REFUSED"/);
      assert.equal(
        answer.headers['access-control-allow-origin'],
        '*',
        'so that the page can read why',
      );
      assert.equal(answer.headers['cache-control'], 'no-store');
    }
    assert.deepEqual(
      calls.filter((call) => !call.startsWith('invoke:')),
      [],
    );
  });
});
