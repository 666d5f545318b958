import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { StageClient } from './support/stage-client.ts';
import { StageFixture } from './support/stage-fixture.ts';
import { waitFor } from '../../../support/eventually.ts';
import { ownUdpPorts, releaseUdpPort, takeUdpPort } from '../../../support/own-port.ts';

describe('the media ports', () => {
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function start(mediaPort = 0): Promise<StageFixture> {
    const fixture = await StageFixture.start({ mediaPort });
    open.push(() => fixture.stop());
    return fixture;
  }

  /** The library closes its sockets in a thread of its own. */
  const isFree = (port: number) =>
    waitFor(`port ${port}`, () =>
      takeUdpPort(port).then(
        (socket) => releaseUdpPort(socket).then(() => true),
        () => false,
      ),
    );

  it('are freed when the server closes, and closing it twice harms no other server', async () => {
    const other = await start();
    const stage = other.addStage('Other');
    const join = (name: string) => new StageClient(other.token(stage, name)).joined();
    const [ann, bob] = await Promise.all([join('ann'), join('bob')]);
    const out = await ann.publish(1);
    open.push(() => out.close());
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    const heard = await bob.subscribe('ann');
    open.push(() => heard.close());

    const port = await ownUdpPorts();
    const fixture = await start(port);
    await Promise.all([fixture.stageServer.close(), fixture.stageServer.close()]);
    for (const one of [port, port + 1]) await isFree(one);
    await waitFor('a packet', () => {
      out.send(Buffer.from('still there'));
      return heard.received.length > 0;
    });
  });

  it('are named in the error if one is taken, and the other one is freed', async () => {
    const port = await ownUdpPorts();
    const taken = await takeUdpPort(port + 1);
    open.push(() => releaseUdpPort(taken));
    await assert.rejects(
      start(port),
      new RegExp(`UDP port ${port + 1} of 127.0.0.1 can't be used`),
    );
    await isFree(port);
  });

  it('are the configured one and the next', async () => {
    const port = await ownUdpPorts();
    const { stageServer } = await start(port);
    assert.equal(stageServer.mediaPort, port);
    for (const one of [port, port + 1]) await assert.rejects(takeUdpPort(one), /EADDRINUSE/);
  });
});
