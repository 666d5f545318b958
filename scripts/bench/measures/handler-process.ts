import { createRequire } from 'node:module';
import { takeOrders } from '../take-orders.ts';

// Runs one warm Lambda function, so that the processor time of this process is the function's.

export interface HandlerOrder {
  readonly bundle: string;
  readonly event: object;
  readonly calls: number;
}

/** Averages per call. */
export interface HandlerTimes {
  readonly cpuMs: number;
  readonly wallMs: number;
}

const require = createRequire(import.meta.url);

async function measure({ bundle, event, calls }: HandlerOrder): Promise<HandlerTimes> {
  const { handler } = require(bundle) as { handler: (event: object) => Promise<Answer> };
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  for (let call = 0; call < calls; call++) {
    const { statusCode, body } = await handler(event);
    if (statusCode >= 300) throw new Error(`${statusCode} ${body}`);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpuMs: (user + system) / 1_000 / calls, wallMs: (performance.now() - start) / calls };
}

interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

takeOrders(measure);
