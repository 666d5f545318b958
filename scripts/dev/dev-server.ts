import { LivePages } from './live-pages.ts';
import { CAN_NOT_START, type Answer, type DevServerOptions, type Order } from './messages.ts';
import { startLocalServer } from '../../src/local/server/local-server.ts';
import { writeRunFile } from '../../src/local/server/run-file.ts';
import { StartError } from '../../src/local/shared/start-error.ts';

// The process that `npm run dev` starts again whenever the code of the server has changed.

const { runDirectory, ...options } = JSON.parse(process.argv[2] ?? '') as DevServerOptions;
let pages: LivePages | undefined;

const server = await startLocalServer({
  ...options,
  website: (files) => (pages = new LivePages(files)).handle,
  onLog: ({ functionName, stream, line }) => {
    if (stream === 'stderr') console.error(`[${functionName}] ${line}`);
  },
}).catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(error instanceof StartError ? CAN_NOT_START : 1);
});
const removeRunFile = writeRunFile(runDirectory, server);

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case 'reload-pages':
      pages?.reload(order.part);
      break;
    case 'reload-functions':
      await server.account.functions.reload(order.names);
      break;
    case 'show-problem':
      pages?.show(order.problem);
      break;
    case 'close':
      await close();
  }
  answer({ type: 'done' });
}

async function close(): Promise<never> {
  removeRunFile();
  await server.close();
  process.exit();
}

const answer = (message: Answer) => process.send?.(message);

process.on('message', (order: Order) => void obey(order));
process.on('disconnect', () => void close());
// Ctrl-C reaches this process as well; its parent says when to close.
process.on('SIGINT', () => {});
answer({ type: 'ready', url: server.origin, port: server.port });
