import { createRequire } from 'node:module';

// A process with one warm function: what it uses of the processor is the function's own.

export interface HandlerOrder {
  readonly bundle: string;
  readonly event: object;
  readonly calls: number;
}

/** For each call. */
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

process.on('message', (order: HandlerOrder) => {
  void measure(order).then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
