import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { encodeUserId } from '../../../src/api/name-claims.ts';
import { ServerLog } from '../../support/server-log.ts';

const NAME = 'Zoë "Z" <b>';

/** A log of a server at which somebody joined. */
function joinedLog(...lines: string[]): ServerLog {
  const log = new ServerLog();
  log.learnCall({
    name: 'join-room',
    event: JSON.stringify({ path: '/api/rooms', body: JSON.stringify({ name: NAME }) }),
    payload: JSON.stringify({
      statusCode: 201,
      body: JSON.stringify({ room: { id: 'RoomOfZoe' }, participant: { id: 'p1', token: 'a.b' } }),
    }),
  });
  log.learn(JSON.stringify({ privateKey: '-----BEGIN\nMIG2secret\n-----END' }));
  log.learn(JSON.stringify({ Records: [{ body: `{"user_id": "${encodeUserId(NAME)}"}` }] }));
  log.lines.push(...lines);
  return log;
}

const CLEAN = [
  '{"level":"INFO","message":"Joined","timestamp":"2026-11-22T22:05:27.123Z","room":"0a1b2c3d4e5f"}',
  '    at Environment.handler (file:///srv/handlers/join-room.cjs:12:34), RoomOfZoes, Zoë',
];

describe('the check of a server’s log', () => {
  it('accepts a log without secrets', () => {
    joinedLog(...CLEAN).check();
  });

  for (const [what, line] of Object.entries({
    'a name': `Hello ${NAME}!`,
    'a name in JSON': JSON.stringify({ greeting: NAME }),
    'a name as tokens carry it': `user ${encodeUserId(NAME)}`,
    'a room id': 'arn/RoomOfZoe',
    'a participant id': '{"who":"p1"}',
    'a token of the run': 'token=a.b',
    'any other token': 'Bearer eyJhbGciOiJFUzM4NCJ9.x.y',
    'a line of the private key': 'MIG2secret',
    'any other private key': '-----BEGIN EC PRIVATE KEY-----',
    'an access key': 'Credential=ASIA0123456789ABCDEF/20261122',
    'an ARN': 'arn:aws:ivs:us-east-1:000000000000:stage/x',
    'an IPv4 address': 'from 203.0.113.77:443',
    'an IPv6 address': 'from [2001:db8::1]:443',
    'the IPv6 loopback': '{"sourceIp":"::1"}',
    'an IPv4 address in IPv6': '::ffff:127.0.0.1',
  })) {
    it(`finds ${what}`, () => {
      assert.throws(() => joinedLog(...CLEAN, line).check(), /is in the log/);
    });
  }

  it('rejects an empty log', async () => {
    assert.throws(() => new ServerLog().check(), /The log is empty/);
    const log = joinedLog();
    const checked = log.checkAfter(() => Promise.resolve());
    log.lines.push(CLEAN[0] ?? '');
    await checked;
  });

  it('collects what this process and others write', async () => {
    const log = new ServerLog();
    const other = new PassThrough();
    log.follow(other, null);
    const end = log.followThisProcess();
    process.stderr.write('ours\n');
    end();
    process.stderr.write('not ours any more\n');
    other.end('theirs\n');
    await once(other, 'close');
    assert.deepEqual(log.lines.filter(Boolean), ['ours', 'theirs']);
  });

  it('runs after every file of end-to-end tests that starts a server of ours', () => {
    const folder = new URL('../../e2e/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.test.ts'),
    );
    assert.ok(files.length > 0);
    const starts = /World\b|\bFailingParts\b|\bServerProcess\b|\bstartLocalServer\b|\bspawn\(/;
    const checked = /\bnew ServerLog\(|World\.forThisFile\(|\bnew FailingParts\(/;
    const texts = files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const);
    const starting = texts.filter(([, text]) => starts.test(text));
    assert.ok(starting.length > files.length / 2);
    const unchecked = starting.filter(([, text]) => !checked.test(text)).map(([file]) => file);
    assert.deepEqual(unchecked, []);
  });
});
