import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { routes } from '../../../src/api/routes.ts';
import { functions, type FunctionName } from '../../../src/backend/functions.ts';
import type { CreateRoomResponse } from '../../../src/api/schemas.ts';
import {
  defaultSettings,
  deployedEnvironment,
  functionDefinition,
  REGION,
} from '../../../src/local/shared/local-deployment.ts';
import { startLocalServer, type LocalServer } from '../../../src/local/server/local-server.ts';
import { Child } from '../child-process.ts';
import type { HandlerOrder, HandlerTimes } from './handler-process.ts';
import type { Bench, Figure } from '../bench-types.ts';
import { repeat, Samples } from '../statistics.ts';

const COLD_STARTS = 15;
const WARM_UP_CALLS = 200;
const BATCHES = 7;
const CALLS = 100;
/** Functions that use a channel have one client of AWS more. */
const BUDGET = { kilobytes: 400, withChannelKilobytes: 450, coldImportMs: 80 };

const run = promisify(execFile);
const names = Object.keys(functions) as FunctionName[];
const bundleOf = (name: string): string =>
  fileURLToPath(new URL(`../../../dist/handlers/${name}.cjs`, import.meta.url));

/** The environment of a deployed function, with the AWS endpoints of the embedded cloud. */
function environment(name: FunctionName, server?: LocalServer): Record<string, string> {
  const endpoint = server?.endpoint ?? 'http://127.0.0.1:9';
  return {
    ...deployedEnvironment(
      functionDefinition(name),
      { aws: endpoint, chat: 'ws://127.0.0.1:9' },
      defaultSettings,
    ),
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: server?.credentials.accessKeyId ?? 'none',
    AWS_SECRET_ACCESS_KEY: server?.credentials.secretAccessKey ?? 'none',
    AWS_SESSION_TOKEN: 'local',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: server?.dynamodbEndpoint ?? endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT', // writing logs would be measured too
  };
}

/** Imports every function once, so that a busy moment of the machine affects one sample of each. */
async function coldImports(samples: Samples): Promise<void> {
  const start = performance.now();
  await run(process.execPath, ['-e', '0']);
  samples.add({ bare: performance.now() - start });
  for (const name of names) {
    const script = `const s = process.hrtime.bigint(); require(${JSON.stringify(bundleOf(name))}); console.log(Number(process.hrtime.bigint() - s) / 1e6)`;
    const { stdout } = await run(process.execPath, ['-e', script], { env: environment(name) });
    samples.add({ [name]: Number(stdout.trim().split('\n').at(-1)) });
  }
}

function eventOf(name: 'create-room' | 'join-room' | 'get-room', roomId: string): object {
  const { method, path } = routes[name];
  return {
    httpMethod: method,
    resource: path, // by which a function with several routes finds the right one
    headers: {},
    pathParameters: name === 'create-room' ? null : { roomId },
    requestContext: { requestId: 'bench' },
    body: name === 'get-room' ? null : '{"name":"Ann"}',
    isBase64Encoded: false,
  };
}

async function warmCalls(
  server: LocalServer,
  name: 'create-room' | 'join-room' | 'get-room',
  calls: string[],
) {
  const created = await fetch(`${server.url}/api/rooms`, { method: 'POST', body: '{"name":"A"}' });
  const { room } = (await created.json()) as CreateRoomResponse;
  const child = new Child<HandlerOrder>(
    new URL('handler-process.ts', import.meta.url),
    environment(name, server),
  );
  const order = { bundle: bundleOf(name), event: eventOf(name, room.id) };
  const samples = new Samples();
  try {
    await child.order({ ...order, calls: WARM_UP_CALLS });
    calls.length = 0;
    await child.order({ ...order, calls: 1 });
    samples.add({ aws: calls.length });
    for (let batch = 0; batch < BATCHES; batch++) {
      const times = (await child.order({ ...order, calls: CALLS })) as HandlerTimes;
      samples.add({ ...times });
    }
  } finally {
    await child.stop();
  }
  return samples;
}

async function warm(): Promise<Figure[]> {
  const calls: string[] = [];
  const server = await startLocalServer({
    port: 0,
    schedules: [],
    onCall: ({ operation, functionName }) => {
      if (functionName === undefined) calls.push(operation);
    },
  });
  try {
    const figures: Figure[] = [];
    for (const name of ['create-room', 'join-room', 'get-room'] as const) {
      const samples = await warmCalls(server, name, calls);
      figures.push(
        { what: `${name}: CPU time per warm call`, unit: 'ms', samples: samples.of('cpuMs') },
        { what: `${name}: AWS calls per warm call`, unit: '', samples: samples.of('aws') },
      );
    }
    return figures;
  } finally {
    await server.close();
  }
}

export const handlers: Bench = {
  name: 'handlers',
  about:
    'The deployed bundles. A cold import is `require` of the bundle in a new Node.js process, timed inside it. A warm call runs the function alone in a process, with the embedded cloud in another one: its CPU time includes signing, serializing and sending its AWS calls, but not waiting for them. Reading the key secret, once every 30 s, is not counted.',
  run: async (say) => {
    say('cold imports');
    const cold = new Samples();
    await repeat(
      COLD_STARTS,
      () => coldImports(cold),
      () => coldImports(new Samples()),
    );
    say('warm calls');
    return [
      ...names.map((name) => ({
        what: `${name}: bundle`,
        unit: 'KB' as const,
        samples: [statSync(bundleOf(name)).size / 1_000],
        budget: Object.keys(functions[name].uses).some((one) => /channel/i.test(one))
          ? BUDGET.withChannelKilobytes
          : BUDGET.kilobytes,
      })),
      { what: 'Node.js alone, start to exit', unit: 'ms' as const, samples: cold.of('bare') },
      ...names.map((name) => ({
        what: `${name}: cold import`,
        unit: 'ms' as const,
        samples: cold.of(name),
        budget: BUDGET.coldImportMs,
      })),
      ...(await warm()),
    ];
  },
};
