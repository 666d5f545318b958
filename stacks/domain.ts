import { OperatorError } from './operator-error.ts';
import type { Variables } from './variables.ts';

/** The website's own address. */
export interface Domain {
  /** `DOMAIN`, such as `rooms.example.org`. */
  readonly name: string;
  /** `HOSTED_ZONE`: id of the zone of Route 53 that gets the records. Without it, the operator makes them. */
  readonly hostedZone?: string;
}

/** @throws {OperatorError} that names the invalid variable. */
export function readDomain(variables: Variables): Domain | undefined {
  const name = variables['DOMAIN']?.trim();
  const hostedZone = variables['HOSTED_ZONE']?.trim();
  // A certificate's first name has at most 64 characters.
  if (
    name &&
    !/^(?=.{4,64}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(name)
  ) {
    throw new OperatorError(
      `DOMAIN is "${name}". It must be a name of at most 64 characters in lower case, without https://, such as rooms.example.org.`,
    );
  }
  if (hostedZone && !/^Z[A-Z0-9]{1,31}$/.test(hostedZone)) {
    throw new OperatorError(
      `HOSTED_ZONE is "${hostedZone}". It must be the id of a hosted zone of Route 53, such as Z0123456789ABCDEFGHIJ.`,
    );
  }
  if (!name && hostedZone) {
    throw new OperatorError(
      'HOSTED_ZONE is set, but DOMAIN is not. Set DOMAIN to the name that the website shall have in that zone.',
    );
  }
  return name ? { name, ...(hostedZone && { hostedZone }) } : undefined;
}
