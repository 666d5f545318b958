import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { makeCertificate } from '../../../../src/local/server/network/certificate.ts';
import {
  certificateDirectory,
  keptCertificate,
} from '../../../../src/local/server/network/kept-certificate.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const DAY_MS = 86_400_000;
const NAMES = ['192.168.1.5', 'localhost', 'fd00::2', 'laptop.example'] as const;

describe('the certificate for a network', () => {
  it('is for each of its names, and for servers only', async () => {
    const made = await makeCertificate(NAMES);
    const certificate = new X509Certificate(made.certificate);
    assert.ok(certificate.checkIP('192.168.1.5'));
    assert.ok(certificate.checkIP('fd00::2'));
    assert.ok(certificate.checkHost('localhost'));
    assert.ok(certificate.checkHost('laptop.example'));
    assert.equal(certificate.checkIP('192.168.1.6'), undefined);
    assert.equal(certificate.checkHost('evil.example'), undefined);
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1']);
    assert.equal(certificate.ca, false);
  });

  it('is signed by an authority that can sign nothing else, since its key is not kept', async () => {
    const made = await makeCertificate(NAMES);
    const [certificate, authority] = [made.certificate, made.authority].map(
      (pem) => new X509Certificate(pem),
    );
    assert.ok(certificate && authority);
    assert.equal(authority.ca, true);
    assert.ok(certificate.checkIssued(authority) && certificate.verify(authority.publicKey));
    assert.ok(authority.verify(authority.publicKey));
    assert.notDeepEqual(
      certificate.publicKey.export({ format: 'jwk' }),
      authority.publicKey.export({ format: 'jwk' }),
    );
    assert.equal(made.key.split('PRIVATE KEY').length, 3, 'there is one key');
  });

  it('is valid from a day ago, for clocks that are behind, and for no longer than iOS accepts', async () => {
    const now = Date.now();
    const { certificate } = await makeCertificate(NAMES, now);
    const { validFrom, validTo } = new X509Certificate(certificate);
    assert.ok(Math.abs(now - DAY_MS - Date.parse(validFrom)) <= 1_000);
    assert.ok(Date.parse(validTo) - Date.parse(validFrom) <= 398 * DAY_MS);
  });

  it('never has the issuer and number of another one, which Firefox would refuse', async () => {
    const made = await Promise.all([1, 2, 3].map(() => makeCertificate(NAMES)));
    const all = made.map(({ certificate }) => new X509Certificate(certificate));
    assert.equal(new Set(all.map(({ issuer }) => issuer)).size, 3);
    for (const { serialNumber } of all) assert.match(serialNumber, /^[4-7][\dA-F]{31}$/);
  });
});

describe('a certificate that is kept', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let path: string;
  beforeEach(() => {
    directory = temporaryDirectory();
    path = join(directory.path, 'certificates');
  });
  afterEach(() => directory.remove());

  const keep = (names: readonly [string, ...string[]] = [...NAMES], now?: number) =>
    keptCertificate(path, names, now);

  it('is the same after each start, so that a phone accepts it once', async () => {
    assert.deepEqual(await keep(), await keep());
  });

  it('is one for each address, so that coming back to a network keeps that one’s', async () => {
    const home = await keep(['192.168.1.5']);
    const office = await keep(['fd00::2']);
    assert.notEqual(home.certificate, office.certificate);
    assert.deepEqual(await keep(['192.168.1.5']), home);
    assert.deepEqual(readdirSync(path).toSorted(), ['192.168.1.5.json', 'fd00--2.json']);
  });

  it('can be read by its owner only', async () => {
    await keep();
    assert.equal(statSync(path).mode & 0o777, 0o700);
    assert.equal(statSync(join(path, '192.168.1.5.json')).mode & 0o777, 0o600);
  });

  it('is replaced before it ends, or if the clock was ahead when it was made', async () => {
    const first = await keep();
    assert.deepEqual(await keep([...NAMES], Date.now() + 300 * DAY_MS), first);
    const second = await keep([...NAMES], Date.now() + 370 * DAY_MS);
    assert.notEqual(second.certificate, first.certificate);
    assert.notEqual((await keep()).certificate, second.certificate);
  });

  it('is replaced when it is to have another name', async () => {
    const first = await keep();
    assert.deepEqual(await keep(['192.168.1.5', 'localhost']), first);
    assert.notDeepEqual(await keep(['192.168.1.5', 'phone.example']), first);
  });

  it('is replaced if it is damaged, or if its key belongs to another one', async () => {
    const first = await keep();
    const other = await makeCertificate(NAMES);
    const file = join(path, '192.168.1.5.json');
    for (const content of [
      '',
      'null',
      '{}',
      JSON.stringify({ ...first, key: 1 }),
      JSON.stringify({ ...first, key: 'x' }),
      JSON.stringify({ ...first, key: other.key }),
      JSON.stringify({ ...first, authority: other.authority }),
      JSON.stringify({ ...first, certificate: first.certificate.slice(0, 99) }),
    ]) {
      writeFileSync(file, content, { mode: 0o600 });
      const made = await keep();
      assert.notEqual(made.certificate, first.certificate, content);
      assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), made);
    }
  });

  it('is replaced if others could read its key', async () => {
    const first = await keep();
    chmodSync(join(path, '192.168.1.5.json'), 0o644);
    assert.notEqual((await keep()).key, first.key);
  });

  it('says where it can’t be kept', async () => {
    mkdirSync(directory.path, { recursive: true });
    writeFileSync(path, '');
    await assert.rejects(keep(), {
      name: 'StartError',
      message: /^Can't keep the certificate in .*certificates: .*--data DIR\.$/,
    });
  });

  it('is in the user’s folder for caches', () => {
    assert.equal(
      certificateDirectory({ XDG_CACHE_HOME: join('/tmp', 'caches') }),
      join('/tmp', 'caches', 'audio-rooms/certificates'),
    );
    assert.match(certificateDirectory({}), /audio-rooms.certificates$/);
  });
});
