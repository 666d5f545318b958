import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, it } from 'node:test';
import { networkAddresses, ownAddress } from '../../../src/local/shared/network-addresses.ts';

function at(address: string, internal = false): NetworkInterfaceInfo {
  const common = { address, netmask: '', mac: '', internal, cidr: null };
  return address.includes(':')
    ? { ...common, family: 'IPv6', scopeid: 0 }
    : { ...common, family: 'IPv4' };
}

const loopback = [at('127.0.0.1', true), at('::1', true)];

describe('this machine’s own address', () => {
  it('is the first IPv4 address that is not loopback', () => {
    const eth0 = [at('fd00::2'), at('192.168.1.5')];
    assert.equal(ownAddress({ lo: loopback, eth0, docker0: [at('172.17.0.1')] }), '192.168.1.5');
  });

  it('is an IPv6 address on a network without IPv4, but not a link-local one', () => {
    assert.equal(ownAddress({ lo: loopback, eth0: [at('fe80::1'), at('fd00::2')] }), 'fd00::2');
  });

  it('does not exist on a machine without a network', () => {
    assert.equal(ownAddress({ lo: loopback, eth0: [at('fe80::1')] }), undefined);
    assert.equal(ownAddress({}), undefined);
  });

  // The names that Linux, macOS and Windows give to containers, virtual machines and tunnels.
  for (const [tunnel, address] of [
    ['docker0', '172.17.0.1'],
    ['br-3f1c2d', '172.18.0.1'],
    ['veth12ab', '10.1.1.1'],
    ['utun4', '10.8.0.2'],
    ['tun0', '10.8.0.2'],
    ['wg0', '10.9.0.2'],
    ['tailscale0', '100.101.1.2'],
    ['bridge100', '192.168.64.1'],
    ['vboxnet0', '192.168.56.1'],
    ['vEthernet (WSL (Hyper-V firewall))', '172.29.16.1'],
    ['VirtualBox Host-Only Network', '192.168.56.1'],
    ['VMware Network Adapter VMnet8', '192.168.112.1'],
  ] as const) {
    for (const [real, own] of [
      ['wlp3s0', '192.168.1.5'],
      ['en0', '10.0.0.7'],
      ['Wi-Fi', '172.20.1.9'],
      ['eth0', '203.0.113.4'],
      ['eth0', 'fd00::2'],
    ] as const) {
      it(`is ${own} of ${real} rather than ${address} of ${tunnel}`, () => {
        const found = networkAddresses({ [tunnel]: [at(address)], [real]: [at(own)] });
        assert.deepEqual(found, [
          { address: own, name: real },
          { address, name: tunnel },
        ]);
      });
    }
  }

  it('is one of a private network rather than a public one, and a router’s rather than one without', () => {
    const interfaces = {
      eth0: [at('169.254.7.7')],
      eth1: [at('203.0.113.4')],
      eth2: [at('172.32.0.1')],
      wlan0: [at('172.31.0.1')],
    };
    assert.deepEqual(
      networkAddresses(interfaces).map(({ name }) => name),
      ['wlan0', 'eth1', 'eth2', 'eth0'],
    );
  });

  it('is a tunnel’s if there is no other', () => {
    assert.equal(ownAddress({ lo: loopback, tun0: [at('10.8.0.2')] }), '10.8.0.2');
  });
});
