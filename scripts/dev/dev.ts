import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LocalLoop } from './local-loop.ts';
import { CanNotStartError } from './server-process.ts';
import { parseAddresses } from '../../src/local/server/public-addresses.ts';
import { OperatorError, commonOptions, messageOf, runScript } from '../operator/cli.ts';

const help = `Runs the system on this machine, and reloads what changes whenever a file is saved.

  npm run dev
  npm run dev -- --env development

Pages reload by themselves. Handlers run their new code from the next request on. A change of the embedded cloud or the
stage server starts the server again: rooms stay, and people join again. Errors name lines of TypeScript.

  --env NAME      serve the website only, with the backend of this deployment, whose address is read from SSM
  --port N        port to serve on (3000); 0 for any that is free
  --host H        address to listen on (localhost); not with --env
  --allow-host N  also answer to this name, and to pages from it; repeat it for more names; not with --env
  --public-url U  the address at which browsers reach this server, such as that of a tunnel; not with --env
  --data DIR      keep rooms in a directory; otherwise they end with this process; not with --env
  --inspect       let a debugger attach to the server and its handlers, which then have no timeouts; not with --env
  --help          show this`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const options = {
  ...commonOptions,
  port: { type: 'string', default: '3000' },
  host: { type: 'string', default: 'localhost' },
  data: { type: 'string' },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  'public-url': { type: 'string' },
  inspect: { type: 'boolean', default: false },
} as const;

function readAddresses(names: readonly string[], url: string | undefined) {
  try {
    return parseAddresses(names, url);
  } catch (error) {
    throw new OperatorError(messageOf(error));
  }
}

await runScript({ help, options }, async (flags) => {
  const { env, port, host, data, inspect } = flags;
  if (env !== undefined && env !== 'local') {
    // Loaded where it is needed: the AWS SDK takes a second.
    const { serveRemoteBackend } = await import('./remote-backend.ts');
    await serveRemoteBackend(ROOT, env, Number(port));
    return;
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new OperatorError(`--port must be a number from 0 to 65535, and not "${port}".`);
  }
  const loop = new LocalLoop({
    root: ROOT,
    port: Number(port),
    host,
    addresses: readAddresses(flags['allow-host'], flags['public-url']),
    ...(data !== undefined && { dataDirectory: resolve(data) }),
    nodeArgs: inspect ? ['--inspect'] : [],
    onReady: (url) => {
      console.log(`${url}. What is saved is built and reloaded. Ctrl-C ends it.`);
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void loop.close().finally(() => process.exit()));
  }
  try {
    await loop.start();
  } catch (error) {
    await loop.close();
    // The server has said why.
    process.exit(error instanceof CanNotStartError ? 1 : undefined);
  }
});
