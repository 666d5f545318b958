import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Problem } from '../../../src/api/problem-schema.ts';
import type { CreateRoomResponse } from '../../../src/api/schemas.ts';
import { record, soak } from '../../support/record.ts';
import { ServerProcess } from '../../support/server-process.ts';

const CROWD = soak ? 1_500 : 500;

describe('a server that a crowd joins at once', () => {
  let server: ServerProcess;

  before(async () => {
    server = await ServerProcess.start({ port: 0, schedules: [] });
  });
  after(() => server.stop());

  it('admits as many as it can and tells the others when to retry', async () => {
    const post = (path: string, body: object): Promise<Response> =>
      fetch(server.url + path, { method: 'POST', body: JSON.stringify(body) });
    const host = await post('/api/rooms', { name: 'Ann' });
    const { room } = (await host.json()) as CreateRoomResponse;
    const join = async (): Promise<number> => {
      const response = await post(`/api/rooms/${room.id}/participants`, { name: 'Guest' });
      const answer = (await response.json()) as Problem;
      if (response.status === 201) return 201;
      assert.equal(answer.code, 'TOO_MANY_REQUESTS', JSON.stringify(answer));
      assert.ok(Number(response.headers.get('retry-after')) > 0);
      return response.status;
    };
    const statuses = await Promise.all(Array.from({ length: CROWD }, join));
    const joined = statuses.filter((status) => status === 201).length;
    assert.ok(joined >= 250 && joined < CROWD, `${joined} joined`);
    assert.equal(await join(), 201);
    assert.equal(server.stderr, '');
    record({
      part: 'Load',
      what: 'A crowd that joins at once',
      tried: `${CROWD} joins`,
      outcome: `${joined} joined, the others got 429 with Retry-After at once; no other answer`,
    });
  });
});
