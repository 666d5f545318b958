import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Certificate } from '../../../../src/local/server/network/certificate.ts';
import { ownAddress } from '../../../../src/local/shared/network-addresses.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { sendSecure } from '../support/https-client.ts';

const SCRIPT = fileURLToPath(new URL('../../../../scripts/start.mjs', import.meta.url));

describe('npm start -- --lan', () => {
  it('serves the network over HTTPS, or ends if there is none', async () => {
    const directory = temporaryDirectory();
    const args = [SCRIPT, '--port', '0', '--lan', '--data', directory.path];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'close');
    let output = '';
    let url: string | undefined;
    for await (const text of child.stdout as AsyncIterable<Buffer>) {
      output += text.toString();
      url = /https:\/\/[\w.:[\]]+:\d+/.exec(output)?.[0];
      if (url !== undefined) break;
    }
    const address = ownAddress();
    if (address === undefined || url === undefined) {
      assert.equal(address, undefined, output);
      assert.deepEqual((await ended)[0], 1);
    } else {
      const file = join(directory.path, 'certificates', `${address.replaceAll(':', '-')}.json`);
      const { authority } = JSON.parse(readFileSync(file, 'utf8')) as Certificate;
      assert.equal((await sendSecure(authority, url)).status, 200);
      child.kill('SIGINT');
      await ended;
    }
    directory.remove();
  });
});
