import { cleanup } from 'node-datachannel';
import { takeOrders } from '../take-orders.ts';
import type { Access, ServerOrder } from './forwarder-room.ts';

type Opening = Extract<ServerOrder, { type: 'open' }>;

/** Makes this process a forwarder that reports the processor time it has used. */
export function serveForwarder(open: (order: Opening) => Promise<Access>): void {
  takeOrders(
    (order: ServerOrder) =>
      order.type === 'open' ? open(order) : Promise.resolve(process.cpuUsage()),
    cleanup,
  );
}
