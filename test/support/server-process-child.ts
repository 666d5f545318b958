import { startLocalServer, type LocalServerOptions } from '../../src/local/server/local-server.ts';
import { surviveUncaughtErrors } from '../../src/local/server/uncaught-errors.ts';
import { cutConnections } from './cut-connections.ts';
import { secretsOf, type FunctionCall } from './server-log.ts';
import type { Answer, Question, ServerFacts } from './server-process.ts';

// Runs a server in its own process, so that a test can kill it.

const [, , json = '{}', logged] = process.argv;

// As `npm start` does.
let starting = true;
surviveUncaughtErrors(() => starting);

/** Used if the parent reads the log: writes the functions' lines, and sends the parent the calls with their secrets. */
const listeners: Pick<LocalServerOptions, 'onLog' | 'onInvoke'> = {
  onLog: ({ line }) => console.log(line),
  onInvoke: (name, event, answer) =>
    void answer.then(({ payload }) => {
      process.send?.({ call: { name, event, payload } satisfies FunctionCall });
    }),
};
const server = await startLocalServer({
  ...(JSON.parse(json) as LocalServerOptions),
  ...(logged === 'logged' && listeners),
});
starting = false;

const facts: ServerFacts = {
  url: server.url,
  endpoint: server.endpoint,
  dynamodbEndpoint: server.dynamodbEndpoint,
  credentials: server.credentials,
  mediaPort: server.account.stageServer.mediaPort,
  secrets: secretsOf(server),
};

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'counts':
      return server.counts();
    case 'stages':
      return server.account.stages.values().map(({ arn }) => arn);
    case 'usage':
      globalThis.gc?.();
      return { ...process.memoryUsage(), cpu: process.cpuUsage() };
    case 'cut':
      return cutConnections(server.port);
    case 'invoke':
      return server.invoke(question.name, question.event);
    case 'close':
      await server.close();
      return undefined;
  }
}

process.on('message', (question: Question) => {
  void answer(question).then((value) => {
    process.send?.({ id: question.id, value } satisfies Answer);
    if (question.ask === 'close') process.disconnect();
  });
});
// The test process has ended.
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: facts });
