import { networkInterfaces } from 'node:os';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Returns an address of this machine on a network, or undefined if it has none. Prefers IPv4. */
export function ownAddress(interfaces: Interfaces = networkInterfaces()): string | undefined {
  const addresses = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    // A link-local IPv6 address is valid only with the name of its interface.
    .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address));
  const found = addresses.find(({ family }) => family === 'IPv4') ?? addresses[0];
  return found?.address;
}
