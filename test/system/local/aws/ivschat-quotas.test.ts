import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CreateRoomCommand, IvschatClient, ListRoomsCommand } from '@aws-sdk/client-ivschat';
import { ivsChatLimits } from '../../../../src/backend/quotas.ts';
import type { LocalServer } from '../../../../src/local/server/local-server.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { makeDist, startServer, type Dist } from '../support/test-server.ts';

describe('the quotas of IVS Chat', () => {
  let dist: Dist;
  let server: LocalServer;
  let client: IvschatClient;

  before(async () => {
    dist = await makeDist();
    server = await startServer(dist, { clock: new ManualClock(), rateLimits: true });
    const { endpoint, credentials } = server;
    client = new IvschatClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
  });
  after(async () => {
    client.destroy();
    await server.close();
    dist.remove();
  });

  it('are five calls a second of each operation on rooms', async () => {
    for (let count = 0; count < 5; count += 1) await client.send(new ListRoomsCommand({}));
    await assert.rejects(client.send(new ListRoomsCommand({})), { name: 'ThrottlingException' });
  });

  it('are as many rooms as an account may have', async () => {
    const { chatRooms } = server.account;
    const { arn = '' } = await client.send(new CreateRoomCommand({}));
    const room = chatRooms.get(arn);
    assert.ok(room);
    for (let count = 1; count < ivsChatLimits.rooms; count += 1)
      chatRooms.set(`room ${count}`, room);
    await assert.rejects(client.send(new CreateRoomCommand({})), {
      name: 'ServiceQuotaExceededException',
      limit: ivsChatLimits.rooms,
    });
  });
});
