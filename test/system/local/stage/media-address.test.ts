import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { waitFor } from '../../../support/eventually.ts';
import { MediaClient } from './support/media-client.ts';
import { StageClient } from './support/stage-client.ts';
import { StageFixture } from './support/stage-fixture.ts';

const firefox = { firefox: true };

const candidatesOf = (answer: string): string[] =>
  [...answer.matchAll(/^a=candidate:\S+ 1 UDP \d+ (\S+ \d+) typ host/gm)].map(
    ([, one]) => one ?? '',
  );

const addressesOf = (answer: string): string[] =>
  candidatesOf(answer).map((one) => one.split(' ')[0] ?? '');

let fixture: StageFixture;
afterEach(() => fixture.stop());

/** Starts a stage where somebody publishes, and a second participant. */
async function start(findOwnAddress: () => string | undefined) {
  fixture = await StageFixture.start({ findOwnAddress, report: () => {} });
  const stage = fixture.addStage('Stage');
  const join = (name: string) => new StageClient(fixture.token(stage, name)).joined();
  const [ann, bob] = await Promise.all([join('ann'), join('bob')]);
  return { ann, bob };
}

describe('the address in an answer', () => {
  it('is this machine’s own for Firefox, which refuses loopback, and loopback for others', async () => {
    const { ann, bob } = await start(() => '127.0.0.2');
    const out = await ann.publish(1, firefox);
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    const heard = await bob.subscribe('ann');
    await waitFor('a packet', () => {
      out.send(Buffer.from('from Firefox'));
      return heard.received.length > 0;
    });
    assert.deepEqual(addressesOf(out.answer), ['127.0.0.2']);
    assert.deepEqual(addressesOf(heard.answer), ['127.0.0.1']);

    const again = await bob.subscribe('ann', firefox);
    await waitFor('a packet', () => {
      out.send(Buffer.from('to Firefox'));
      return again.received.length > 0;
    });
    // All who need it share a port.
    assert.deepEqual(candidatesOf(again.answer), candidatesOf(out.answer));
    for (const media of [out, heard, again]) media.close();
  });

  it('is the new one after the machine has changed networks', async () => {
    let address = '127.0.0.2';
    const { ann, bob } = await start(() => address);
    const before = await ann.publish(1, firefox);
    address = '127.0.0.3';
    const after = await bob.publish(2, firefox);
    assert.deepEqual(addressesOf(before.answer), ['127.0.0.2']);
    assert.deepEqual(addressesOf(after.answer), ['127.0.0.3']);
    for (const media of [before, after]) media.close();
  });

  it('is found again after a port could not be opened', async () => {
    let address = '198.51.100.1'; // reserved for documentation
    const { ann } = await start(() => address);
    await assert.rejects(ann.publish(1, firefox), /refused: 500/);
    address = '127.0.0.2';
    const out = await ann.publish(1, firefox);
    assert.deepEqual(addressesOf(out.answer), ['127.0.0.2']);
    out.close();
  });

  it('is loopback for everybody without a network', async () => {
    const { ann } = await start(() => undefined);
    const out = await ann.publish(1, firefox);
    assert.deepEqual(addressesOf(out.answer), ['127.0.0.1']);
    out.close();
  });
});

describe('a firewall that blocks UDP', () => {
  it('lets no media connect, in either direction, until it is gone', async () => {
    const impairment = { lossRate: 0, jitterMs: 0, udpBlocked: true };
    fixture = await StageFixture.start({ impairment, timings: { connectLimit: 500 } });
    const ann = await new StageClient(fixture.token(fixture.addStage('Stage'), 'ann')).joined();
    const media = MediaClient.publisher(1);
    const response = await ann.post('publish', ann.id, media.offer);
    const accepted = media.accept(await response.text()).catch(String);
    await waitFor('given up', () => fixture.stageServer.counts().peerConnections === 0);
    assert.equal(media.track.isOpen(), false);
    media.close();
    assert.match((await accepted) ?? '', /media closed/);
    impairment.udpBlocked = false;
    const out = await ann.publish(1);
    out.close();
  });
});
