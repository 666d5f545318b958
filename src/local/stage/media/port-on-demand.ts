import { findPort, type UdpPort } from './media-port.ts';

export interface PortLoan {
  readonly port: UdpPort;
  /** Called when the port is no longer used; calls after the first have no effect. */
  giveBack(): void;
}

interface SharedPort {
  readonly address: string;
  readonly port: Promise<number>;
  users: number;
}

/** A UDP port that is open only while peer connections use it: the library opens it with the first and closes it with the last. */
export class PortOnDemand {
  #shared: SharedPort | undefined;

  /**
   * Returns the port that is used at this address, or a free one.
   * @throws {Error} If no port can be used.
   */
  async lend(address: string): Promise<PortLoan> {
    const known = this.#shared;
    const shared =
      known && known.address === address && known.users > 0
        ? known
        : { address, port: findPort(address, 0), users: 0 };
    this.#shared = shared;
    shared.users += 1;
    let lent = true;
    const giveBack = (): void => {
      if (lent) shared.users -= 1;
      lent = false;
    };
    try {
      return { port: { address, port: await shared.port }, giveBack };
    } catch (cause) {
      giveBack();
      throw cause;
    }
  }
}
