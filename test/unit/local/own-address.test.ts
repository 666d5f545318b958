import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, it } from 'node:test';
import { ownAddress } from '../../../src/local/stage/media/own-address.ts';

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
});
