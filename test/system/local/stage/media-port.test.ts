import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { StageClient } from './support/stage-client.ts';
import { StageFixture } from './support/stage-fixture.ts';
import { waitFor } from '../../../support/eventually.ts';

async function take(port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind({ address: '127.0.0.1', port, exclusive: true });
  await once(socket, 'listening');
  return socket;
}

async function release(socket: Socket): Promise<void> {
  const closed = once(socket, 'close');
  socket.close();
  await closed;
}

/** Finds a free port whose successor is taken. */
async function portBeforeTaken(): Promise<{ port: number; taken: Socket }> {
  for (;;) {
    const taken = await take(0);
    const port = taken.address().port - 1;
    const free = await take(port).catch(() => undefined);
    if (free) {
      await release(free);
      return { port, taken };
    }
    await release(taken);
  }
}

describe('the media ports', () => {
  it('are freed when the server closes, and closing it twice harms no other server', async () => {
    const other = await StageFixture.start();
    const stage = other.addStage('Other');
    const join = (name: string) => new StageClient(other.token(stage, name)).joined();
    const [ann, bob] = await Promise.all([join('ann'), join('bob')]);
    const out = await ann.publish(1);
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    const heard = await bob.subscribe('ann');

    const fixture = await StageFixture.start();
    const { mediaPort } = fixture.stageServer;
    await Promise.all([fixture.stageServer.close(), fixture.stageServer.close()]);
    await fixture.stop();
    await release(await take(mediaPort));
    await waitFor('a packet', () => {
      out.send(Buffer.from('still there'));
      return heard.received.length > 0;
    });

    for (const media of [out, heard]) media.close();
    for (const { socket } of [ann, bob]) socket.close();
    await other.stop();
  });

  it('are named in the error if one is taken, and the other one is freed', async () => {
    const { port, taken } = await portBeforeTaken();
    await assert.rejects(
      StageFixture.start({ mediaPort: port }),
      new RegExp(`UDP port ${port + 1} of 127.0.0.1 can't be used`),
    );
    await release(await take(port));
    await release(taken);
  });

  it('are the configured one and the next', async () => {
    const { port, taken } = await portBeforeTaken();
    await release(taken);
    const fixture = await StageFixture.start({ mediaPort: port });
    assert.equal(fixture.stageServer.mediaPort, port);
    await assert.rejects(take(port + 1), /EADDRINUSE/);
    await fixture.stop();
  });
});
