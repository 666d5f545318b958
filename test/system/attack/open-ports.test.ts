import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, it } from 'node:test';
import { ownAddress } from '../../../src/local/shared/network-addresses.ts';
import { waitFor } from '../../support/eventually.ts';
import { openPorts } from './support/open-ports.ts';
import { Target } from './support/target.ts';

const target = Target.forThisFile();

const hasIpv6 = (): boolean =>
  Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));

describe('the server', () => {
  it('listens on loopback only, with each of its ports', async () => {
    const { endpoint, dynamodbEndpoint, mediaPort } = target.server.facts;
    for (const { port } of [target.url, endpoint, dynamodbEndpoint].map((url) => new URL(url))) {
      // A server that listens on all addresses would accept this one.
      const socket = connect(Number(port), '127.0.0.2');
      socket.setTimeout(5_000, () => socket.destroy(new Error('No answer')));
      await assert.rejects(once(socket, 'connect'), port);
      socket.destroy();
    }

    const open = openPorts(target.server.pid);
    const tcp = [endpoint, dynamodbEndpoint].map((url) => `tcp ${new URL(url).host}`);
    const web = [`tcp 127.0.0.1:${target.port}`, `tcp [::1]:${target.port}`];
    // A machine without IPv6 has no ::1.
    const expected = [...tcp, ...web].filter((one) => !one.includes('::1') || hasIpv6());
    const listening = open.filter((one) => one.startsWith('tcp'));
    const others = listening.filter((one) => !expected.includes(one));
    assert.equal(listening.length, expected.length + others.length, String(listening));
    // The database's own server, which closes every connection.
    assert.equal(others.length, 1, String(others));
    assert.match(others[0] ?? '', /^tcp 127\.0\.0\.1:/);
    const refused = connect(Number(others[0]?.split(':').at(-1)), '127.0.0.1');
    await once(refused, 'close');
    assert.equal(refused.bytesRead, 0);

    const udp = open.filter((one) => one.startsWith('udp'));
    assert.equal(udp.length, 2, String(udp));
    assert.ok(
      udp.every((one) => one.startsWith('udp 127.0.0.1:')),
      String(udp),
    );
    assert.ok(udp.includes(`udp 127.0.0.1:${mediaPort}`), String(udp));
  });

  it('opens one port to the network, for media only, while somebody uses Firefox, and only if there is a network', async () => {
    const before = openPorts(target.server.pid);
    const opened = () => openPorts(target.server.pid).filter((one) => !before.includes(one));
    const { room } = await target.createRoom();
    const chromium = await target.join(room.id);
    const firefox = await target.join(room.id);
    const media = [await chromium.publish(1)];
    assert.deepEqual(opened(), []);

    media.push(await firefox.publish(2, { firefox: true }));
    await waitFor('announced', () => firefox.publisherIds.length === 2);
    media.push(await firefox.subscribe(chromium.id, { firefox: true }));
    const address = ownAddress();
    const addresses = opened().map((one) => one.slice(0, one.lastIndexOf(':')));
    assert.deepEqual(addresses, address === undefined ? [] : [`udp ${address}`]);

    for (const { socket } of [chromium, firefox]) socket.close();
    for (const one of media) one.close();
    await waitFor('the port is closed', () => opened().length === 0);
  });
});
