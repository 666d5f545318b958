import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildHandlers } from '../../../scripts/build/handler-bundles.ts';
import { startLocalServer } from '../../../src/local/server/local-server.ts';
import { closeServer, listen, respond } from '../../../src/local/shared/http.ts';
import { waitFor } from '../../support/eventually.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

interface LoggedError {
  readonly name: string;
  readonly at: readonly string[];
}

/** Asserts that one frame is at a line of TypeScript that contains a text. */
function assertFrame({ at }: LoggedError, folder: string, text: string): void {
  const lines = at.flatMap((frame) => {
    const [, file = '', line] = /at (?:async )?(\S+\.ts):(\d+):\d+$/.exec(frame) ?? [];
    if (!file.startsWith(folder)) return [];
    return readFileSync(join(ROOT, file), 'utf8').split('\n')[Number(line) - 1] ?? '';
  });
  assert.ok(
    lines.some((line) => line.includes(text)),
    `${at.join('\n')}\nNo line in ${folder} contains "${text}":\n${lines.join('\n')}`,
  );
}

function assertRefusedRoom(error: LoggedError): void {
  assert.equal(error.name, 'ProblemError');
  assertFrame(error, 'src/backend/', 'throw roomNotFound()');
  assertFrame(error, 'handlers/', 'parseRoomId(event)');
}

describe('an error in the log of a handler', () => {
  const directory = temporaryDirectory();
  const handlers = join(directory.path, 'handlers');
  before(() => buildHandlers(ROOT, handlers));
  after(() => directory.remove());

  /** Runs `get-room` as Lambda does: index.js of the zip, with what is beside it in the zip. */
  async function runDeployed(
    folder: string,
    pathParameters: object | null,
    endpoint = 'http://127.0.0.1:9',
  ): Promise<LoggedError> {
    const event = { pathParameters, requestContext: { requestId: 'request' } };
    const script = `void require('./index.js').handler(${JSON.stringify(event)})`;
    const { stdout, stderr } = await run(process.execPath, ['-e', script], {
      cwd: folder,
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'key',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_SESSION_TOKEN: 'token',
        AWS_ENDPOINT_URL: endpoint,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ALLOWED_ORIGINS: '*',
        ROOMS_TABLE: 'rooms',
        ROOM_QUEUE_URL: 'http://127.0.0.1:9/queue',
      },
    });
    return (JSON.parse(stdout + stderr) as { error: LoggedError }).error;
  }

  const unpack = (folder: string, withMap: boolean): string => {
    const path = join(directory.path, folder);
    mkdirSync(path);
    copyFileSync(join(handlers, 'get-room.cjs'), join(path, 'index.js'));
    if (withMap) copyFileSync(join(handlers, 'get-room.cjs.map'), join(path, 'index.js.map'));
    return path;
  };

  it('names lines of TypeScript where the function is deployed', async () => {
    const folder = unpack('deployed', true);
    assertRefusedRoom(await runDeployed(folder, null));
  });

  it('names the line of ours that called AWS, and nothing that AWS said', async (context) => {
    const aws = createServer((_request, response) => {
      const message = 'User arn:aws:iam::123456789012:user/Ann may not do this';
      respond(response, 400, {}, JSON.stringify({ __type: 'AccessDeniedException', message }));
    });
    context.after(() => closeServer(aws));
    const endpoint = `http://127.0.0.1:${await listen(aws, 0, '127.0.0.1')}`;
    const folder = join(directory.path, 'deployed');
    const error = await runDeployed(folder, { roomId: 'AbCdEf123456' }, endpoint);
    assert.equal(error.name, 'AccessDeniedException');
    assertFrame(error, 'src/backend/rooms/', '.send(');
    assert.doesNotMatch(JSON.stringify(error), /arn|Ann/);
  });

  it('is logged also where there is no map', async () => {
    const error = await runDeployed(unpack('bare', false), null);
    assert.equal(error.name, 'ProblemError');
    assert.match(error.at[0] ?? '', /index\.js:\d+:\d+\)?$/);
  });

  it('names lines of TypeScript in the embedded cloud', async () => {
    const errors: LoggedError[] = [];
    const server = await startLocalServer({
      port: 0,
      distDirectory: directory.path,
      schedules: [],
      onLog: ({ functionName, line }) => {
        if (functionName === 'get-room') {
          errors.push((JSON.parse(line) as { error: LoggedError }).error);
        }
      },
    });
    await server.invoke('get-room', { pathParameters: null, requestContext: {} });
    const error = await waitFor('a line in the log', () => errors[0]);
    await server.close();
    assertRefusedRoom(error);
  });
});
