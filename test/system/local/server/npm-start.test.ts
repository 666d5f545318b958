import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';
import { closeServer, listen } from '../../../../src/local/shared/http.ts';
import type { RunFile } from '../../../../src/local/server/run-file.ts';
import { waitFor } from '../../../support/eventually.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const SCRIPT = join(ROOT, 'scripts/start.mjs');

type Started = ChildProcessByStdio<null, Readable, Readable>;

const started: Started[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(args: readonly string[], nodeArgs: readonly string[] = []): Started {
  const child = spawn(process.execPath, [...nodeArgs, SCRIPT, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

/** Runs the script to its end. */
async function run(args: readonly string[], nodeArgs?: readonly string[]) {
  const child = start(args, nodeArgs);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** Runs the script until it prints its URL. */
async function serve(
  args: readonly string[] = [],
  nodeArgs?: readonly string[],
): Promise<{ child: Started; url: string }> {
  const child = start(['--port', '0', ...args], nodeArgs);
  let output = '';
  for await (const text of child.stdout as AsyncIterable<Buffer>) {
    output += text.toString();
    const url = /http:\/\/[\w.]+:\d+/.exec(output)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`The server ended without printing its URL: ${output}`);
}

/** Asserts that a text is one line, without a stack trace. */
function assertOneLine(text: string, expected: RegExp): void {
  assert.match(text, expected);
  assert.equal(text.trimEnd().split('\n').length, 1, text);
}

describe('npm start', () => {
  it('shows its flags', async () => {
    const { code, stdout } = await run(['--help']);
    assert.equal(code, 0);
    for (const flag of '--port --lan --host --data --allow-host --public-url --api-key --open'.split(
      ' ',
    ))
      assert.ok(stdout.includes(flag), flag);
  });

  const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      'a host that is not an address to open',
      ['--host', '0.0.0.0'],
      /--host 0\.0\.0\.0 .*192\.168/,
    ],
    [
      'a name that is not a host',
      ['--allow-host', 'rooms.test/path'],
      /^--allow-host must be a host, such as .*, and not "rooms\.test\/path"\.$/m,
    ],
    [
      'a public address that is not one',
      ['--public-url', 'rooms.test'],
      /^--public-url must be an address .*, and not "rooms\.test"\.$/m,
    ],
    ['an unknown flag', ['--prot', '3000'], /^Unknown option '--prot'\. See --help\.$/m],
    ['an argument that is not a flag', ['3000'], /^Unexpected argument '3000'\. See --help\.$/m],
    ['a flag without its value', ['--port'], /--port.*See --help\.$/m],
    ['a port that is not a number', ['--port', 'x'], /^--port must be a number from 0 to 65535/],
    ['a port that is too high', ['--port', '65536'], /^--port must be a number from 0 to 65535/],
    [
      'a host that is not an address of this machine',
      ['--host', '192.0.2.1'],
      /^192\.0\.2\.1 is not an address of this machine\. Check --host\.$/m,
    ],
    [
      'an address in the network that is not one',
      ['--lan', '--host', 'localhost'],
      /^localhost is not an address of this machine in a network: it .*\. Try: npm start -- --lan$/m,
    ],
  ];
  for (const [name, args, expected] of mistakes) {
    it(`says in one line what is wrong with ${name}`, async () => {
      const { code, stdout, stderr } = await run(args);
      assert.equal(code, 1);
      assert.equal(stdout, '');
      assertOneLine(stderr, expected);
    });
  }

  it('says in one line that its port is taken', async () => {
    const other = createServer();
    const port = await listen(other, 0, '127.0.0.1');
    const { code, stderr } = await run(['--port', `${port}`]).finally(() => closeServer(other));
    assert.equal(code, 1);
    assertOneLine(
      stderr,
      new RegExp(`^Port ${port} is taken\\. Choose another one: npm start -- --port \\d+$`, 'm'),
    );
  });

  it("says in one line that it can't write to its data directory", async () => {
    const directory = temporaryDirectory();
    const file = join(directory.path, 'file');
    writeFileSync(file, '');
    const { code, stderr } = await run(['--port', '0', '--data', file]);
    directory.remove();
    assert.equal(code, 1);
    assertOneLine(stderr, /^Can't write to the data directory .*file: /);
  });

  it('says in one line that Node is too old', async () => {
    const directory = temporaryDirectory();
    const older = join(directory.path, 'older.cjs');
    const versions = `{ ...process.versions, node: '20.18.3' }`;
    writeFileSync(older, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
    const { code, stderr } = await run([], ['--require', older]);
    directory.remove();
    assert.equal(code, 1);
    assertOneLine(stderr, /^Audio Rooms needs Node 20\.19 or newer, and this is 20\.18\.3\./);
  });

  it('is where it says, on any loopback address', async () => {
    const { child, url } = await serve(['--host', '127.0.0.5']);
    assert.match(url, /^http:\/\/127\.0\.0\.5:/);
    assert.equal((await fetch(url)).status, 200);
    child.kill('SIGINT');
    await once(child, 'exit');
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends at once after ${signal}`, async () => {
      const { child, url } = await serve();
      assert.equal((await fetch(url)).status, 200);
      const before = performance.now();
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      assert.equal(code, 0);
      // 50 ms on an idle machine; the limit that it sets itself is 5 s.
      assert.ok(performance.now() - before < 4_500);
    });
  }

  it('goes on after an error that nothing caught, and shows it', async () => {
    const fail = `setTimeout(() => { throw new Error('not of ours') })`;
    const source = `process.on('SIGUSR2', () => ${fail})`;
    const { child, url } = await serve([], ['--import', `data:text/javascript,${source}`]);
    let told = '';
    child.stderr.on('data', (text: Buffer) => (told += text.toString()));
    child.kill('SIGUSR2');
    const line = 'An unexpected error. Rooms go on; please report it. Error: not of ours';
    await waitFor('the error', () => told.includes(line));
    assert.equal((await fetch(url)).status, 200);
    child.kill('SIGINT');
    await once(child, 'exit');
  });

  it('writes a file from which scripts of the same user can call its cloud, and removes it when it ends', async () => {
    const { child, url } = await serve();
    const file = join(ROOT, 'dist/.local', `${new URL(url).port}.json`);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const { endpoint, region, rotateKeyPairFunction, ...credentials } = JSON.parse(
      readFileSync(file, 'utf8'),
    ) as RunFile;
    const client = new LambdaClient({ endpoint, region, credentials });
    const { StatusCode } = await client.send(
      new InvokeCommand({ FunctionName: rotateKeyPairFunction, InvocationType: 'DryRun' }),
    );
    assert.equal(StatusCode, 204);
    client.destroy();
    child.kill('SIGINT');
    await once(child, 'exit');
    assert.equal(existsSync(file), false);
  });

  it('ends when the npm that started it is killed', async () => {
    const env = { ...process.env, npm_lifecycle_event: 'start' };
    const npm = spawn(
      process.execPath,
      [
        '-e',
        `const { spawn } = require('child_process');
         const child = spawn(process.execPath, [${JSON.stringify(SCRIPT)}, '--port', '0'], { stdio: 'inherit' });
         setInterval(() => {}, 1_000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env },
    );
    let output = '';
    let url: string | undefined;
    npm.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      url = /http:\/\/localhost:\d+/.exec(output)?.[0] ?? url;
      if (url !== undefined) npm.kill('SIGKILL');
    });
    // Its output is open until the server has ended, too.
    await once(npm, 'close');
    assert.ok(url !== undefined);
    assert.equal(existsSync(join(ROOT, 'dist/.local', `${new URL(url).port}.json`)), false);
  });

  it('removes the file that a killed server has left', async () => {
    const first = await serve();
    const left = join(ROOT, 'dist/.local', `${new URL(first.url).port}.json`);
    // Once the server is killed, one of another test may remove it.
    assert.equal(existsSync(left), true);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const { child } = await serve();
    assert.equal(existsSync(left), false);
    child.kill('SIGINT');
    await once(child, 'exit');
  });
});
