import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  chooseNetwork,
  networkWelcome,
  type NetworkFlags,
} from '../../../../src/local/server/network/choose-network.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const WIFI = { address: '192.168.1.5', name: 'wlan0' };
const VPN = { address: '10.8.0.2', name: 'tun0' };

describe('the address in the network', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  before(() => (directory = temporaryDirectory()));
  after(() => directory.remove());

  const choose = (flags: Partial<NetworkFlags>, addresses = [WIFI, VPN]) =>
    chooseNetwork({ allowedHosts: [], dataDirectory: directory.path, ...flags }, addresses);

  it('is the best one, unless --host names another', async () => {
    const usual = await choose({});
    assert.deepEqual([usual.host, usual.others], ['192.168.1.5', [VPN]]);
    const other = await choose({ host: '10.8.0.2' });
    assert.deepEqual([other.host, other.others], ['10.8.0.2', [WIFI]]);
  });

  it('has a certificate in the data directory, for loopback and every other name, too', async () => {
    const { certificate } = await choose({
      allowedHosts: ['laptop.example:3000', '[fd00::7]:3000'],
      publicOrigin: 'https://rooms.example:3000',
    });
    const made = new X509Certificate(certificate.certificate);
    for (const address of ['192.168.1.5', '127.0.0.1', '::1', 'fd00::7'])
      assert.ok(made.checkIP(address), address);
    for (const name of ['localhost', 'laptop.example', 'rooms.example'])
      assert.ok(made.checkHost(name), name);
    assert.ok(readdirSync(join(directory.path, 'certificates')).includes('192.168.1.5.json'));
  });

  it('does not exist without a network, which is said with what to do', async () => {
    await assert.rejects(choose({}, []), {
      name: 'StartError',
      message: /^This machine is in no network\. Connect it .*npm start$/,
    });
  });

  it('is none that this machine does not have, and those that it has are listed', async () => {
    for (const host of ['192.168.1.6', 'localhost', '127.0.0.1', '0.0.0.0']) {
      await assert.rejects(choose({ host }), {
        name: 'StartError',
        message: `${host} is not an address of this machine in a network: it has 192.168.1.5 (wlan0), 10.8.0.2 (tun0). Try: npm start -- --lan`,
      });
    }
    await assert.rejects(choose({ host: '192.168.1.6' }, []), /it is in no network/);
  });

  it('is shown with what a phone needs, who else may come, and the other addresses', async () => {
    const network = await choose({});
    const server = (mediaPort: number) =>
      ({
        origin: 'https://192.168.1.5:3000',
        port: 3000,
        account: { stageServer: { mediaPort } },
      }) as Parameters<typeof networkWelcome>[0];
    const text = networkWelcome(server(3000), network, false);
    for (const part of [
      'https://192.168.1.5:3000,',
      'https://192.168.1.5:3000/audio-rooms.crt',
      new X509Certificate(network.certificate.certificate).fingerprint256.slice(0, 23),
      'TCP 3000, UDP 3000 and 3001',
      '10.8.0.2 (tun0)',
      'npm start -- --lan --host 10.8.0.2',
      'Everybody in this network',
    ]) {
      assert.ok(text.includes(part), part);
    }
    assert.match(networkWelcome(server(40_001), network, false), /TCP 3000, UDP\)/);
    assert.doesNotMatch(networkWelcome(server(1), { ...network, others: [] }, true), /--host/);
  });
});
