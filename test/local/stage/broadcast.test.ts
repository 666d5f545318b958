import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { StageRecord } from '../../../src/local/ivs/records.ts';
import { StageClient } from './support/stage-client.ts';
import { StageFixture } from './support/stage-fixture.ts';
import { waitFor } from './support/wait-for.ts';

describe('what a stage tells everybody', () => {
  let fixture: StageFixture;
  let stage: StageRecord;
  const clients: StageClient[] = [];

  before(async () => {
    // Nothing is told twice within a test because of how many they are, while one alone would be told at once.
    fixture = await StageFixture.start({
      timings: {
        stateInterval: 0,
        stateIntervalEach: 60_000,
        countInterval: 0,
        countIntervalEach: 60_000,
      },
    });
    stage = fixture.addStage('Broadcast');
  });
  after(async () => {
    for (const { socket } of clients) socket.close();
    await fixture.stop();
  });

  async function join(name: string): Promise<StageClient> {
    const client = await new StageClient(fixture.token(stage, name)).joined();
    clients.push(client);
    return client;
  }

  const told = (client: StageClient, type: string) =>
    client.messages.filter((message) => message.type === type).length;

  /** The server has read all that was sent before, and time has passed. */
  async function answered(client: StageClient): Promise<void> {
    const before = told(client, 'PONG');
    client.send({ type: 'PING' });
    await waitFor('pong', () => told(client, 'PONG') > before);
  }

  it('comes the less often, the more they are', async () => {
    const ann = await join('ann');
    await waitFor('counted', () => told(ann, 'aws:ivs:SUBSCRIBER_COUNT') === 1);
    for (let index = 0; index < 10; index += 1) await join(`guest${index}`);
    assert.equal(told(ann, 'aws:ivs:SUBSCRIBER_COUNT'), 1);

    const out = await ann.publish(1);
    const bob = clients[1]!;
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    const before = told(bob, 'STAGE_STATE');
    for (const audioMuted of [true, false, true, false, true]) {
      ann.send({ type: 'SET_STATE', version: '0', audioMuted, videoStopped: true });
      await answered(ann);
      await answered(bob);
    }
    assert.equal(told(bob, 'STAGE_STATE'), before);
    out.close();
  });
});
