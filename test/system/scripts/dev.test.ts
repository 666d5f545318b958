import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import {
  openOperatorEnvironment,
  type OperatorEnvironment,
} from './support/operator-environment.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe('dev', () => {
  let operator: OperatorEnvironment;
  before(async () => {
    operator = await openOperatorEnvironment();
    await operator.deployBackend('development');
  });
  after(() => operator.close());

  it('serves the website locally, and forwards /api to the deployed backend', async (context) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'scripts/dev/dev.ts', '--env', 'development', '--port', '0'],
      { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...operator.variables } },
    );
    context.after(() => child.kill());
    let output = '';
    const url = await new Promise<string>((done, fail) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          const found = /http:\/\/localhost:\d+/.exec(output)?.[0];
          if (found !== undefined) done(found);
        });
      }
      child.on('close', () => fail(new Error(output)));
    });

    const page = await fetch(`${url}/room/AbCdEf123456`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<audio-room|<!doctype html>/i);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(
      policy,
      /connect-src 'self' https:\/\/\*\.live-video\.net wss:\/\/\*\.live-video\.net;/,
    );

    const created = await fetch(`${url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ana' }),
    });
    assert.equal(created.status, 201);
    const { room } = (await created.json()) as { room: { id: string } };
    const read = await fetch(`${url}/api/rooms/${room.id}`);
    assert.equal(((await read.json()) as { id: string }).id, room.id);
    const missing = await fetch(`${url}/api/rooms/none`);
    assert.equal(missing.status, 404);
  });

  it('reports that the port is in use', async () => {
    const other = createServer().listen(0, 'localhost');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, output } = await operator.run('dev', [
      '--env',
      'development',
      '--port',
      `${port}`,
    ]);
    other.close();
    assert.equal(code, 1);
    assert.match(output, /Port \d+ is in use\. Choose another with --port/);
  });

  it('requires a deployed backend', async () => {
    const { code, output } = await operator.run('dev', ['--env', 'nowhere']);
    assert.equal(code, 1);
    assert.match(output, /backend of nowhere is not deployed/);
  });
});
