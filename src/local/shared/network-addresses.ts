import { networkInterfaces } from 'node:os';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** An address of this machine that others on a network may reach. */
export interface NetworkAddress {
  readonly address: string;
  /** The name of its network interface, such as `wlan0`. */
  readonly name: string;
}

/** Interfaces of containers, virtual machines and tunnels, which a phone in the same room does not reach. */
const VIRTUAL =
  /^(?:docker|podman|br-|bridge|veth|virbr|vmnet|vboxnet|cni|flannel|lxc|lxd|utun|tun|tap|wg|zt|ppp|ipsec|awdl|llw|vethernet)|virtual|vmware|hyper-v|wsl|vpn|tailscale/i;

/** Networks at home and in offices. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** What a machine gives itself when no router answers. */
const SELF_ASSIGNED = /^169\.254\./;

/**
 * Returns the addresses of this machine on networks, the one first that a phone in the same room most likely reaches:
 * a real network before containers and tunnels, IPv4 before IPv6, a private network before others.
 */
export function networkAddresses(interfaces: Interfaces = networkInterfaces()): NetworkAddress[] {
  const found = Object.entries(interfaces).flatMap(([name, list = []]) =>
    list
      // A link-local IPv6 address is valid only with the name of its interface.
      .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address))
      .map(({ address, family }) => ({ address, name, rank: rankOf(name, address, family) })),
  );
  return found
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ address, name }) => ({ address, name }));
}

/** Returns the best of this machine's addresses on networks, or undefined if it has none. */
export const ownAddress = (interfaces?: Interfaces): string | undefined =>
  networkAddresses(interfaces)[0]?.address;

function rankOf(name: string, address: string, family: string): number {
  const ofNetwork = VIRTUAL.test(name) ? 4 : 0;
  if (family !== 'IPv4') return ofNetwork + 2;
  if (SELF_ASSIGNED.test(address)) return ofNetwork + 3;
  return ofNetwork + (PRIVATE.test(address) ? 0 : 1);
}
