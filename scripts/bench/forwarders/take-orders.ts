import { cleanup } from 'node-datachannel';
import type { Access, ServerOrder } from './room.ts';

/** Makes this process one that takes orders, each answered, until there is nobody left to give any. */
export function obey(carryOut: (order: never) => Promise<unknown>): void {
  process.on('message', (order) => {
    void carryOut(order as never).then(
      (value) => process.send?.({ value }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
  process.on('disconnect', () => {
    cleanup();
    process.exit(0);
  });
}

type Opening = Extract<ServerOrder, { type: 'open' }>;

/** Makes this process a forwarder that says what it uses of the processor. */
export function serve(open: (order: Opening) => Promise<Access>): void {
  obey((order: ServerOrder) =>
    order.type === 'open' ? open(order) : Promise.resolve(process.cpuUsage()),
  );
}
