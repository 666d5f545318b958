import { ownAddress } from '../../src/local/shared/network-addresses.ts';

/** This machine's address on its network. On a machine without one, loopback takes its place in tests. */
export const NETWORK_HOST = ownAddress() ?? '127.0.0.1';
