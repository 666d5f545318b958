import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { crc32, inflateRawSync } from 'node:zlib';
import { zipFiles } from '../../../stacks/zip-file.ts';

interface Unzipped {
  readonly content: Buffer;
  readonly mode: number;
}

/** Reads a zip as unpackers do: from the end record to the directory to the files. */
function unzip(zip: Buffer): Record<string, Unzipped> {
  const end = zip.length - 22;
  assert.equal(zip.toString('latin1', end, end + 4), 'PK\x05\x06');
  const count = zip.readUInt16LE(end + 10);
  assert.equal(zip.readUInt16LE(end + 8), count);
  let record = zip.readUInt32LE(end + 16);
  assert.equal(record + zip.readUInt32LE(end + 12), end);
  const files: Record<string, Unzipped> = {};
  for (let file = 0; file < count; file++) {
    assert.equal(zip.toString('latin1', record, record + 4), 'PK\x01\x02');
    const header = zip.readUInt32LE(record + 42);
    assert.equal(zip.toString('latin1', header, header + 4), 'PK\x03\x04');
    // The directory and the file's own header agree.
    assert.ok(zip.subarray(record + 6, record + 32).equals(zip.subarray(header + 4, header + 30)));
    const nameLength = zip.readUInt16LE(header + 26);
    const start = header + 30 + nameLength;
    const content = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(header + 18)));
    assert.equal(content.length, zip.readUInt32LE(header + 22));
    assert.equal(crc32(content), zip.readUInt32LE(header + 14));
    const name = zip.toString('utf8', header + 30, start);
    files[name] = { content, mode: zip.readUInt32LE(record + 38) >>> 16 };
    record += 46 + nameLength;
  }
  assert.equal(record, end);
  return files;
}

describe('zip of a bundle', () => {
  it('holds the files, readable by all', () => {
    const content = Buffer.from('exports.handler = async () => {};\n'.repeat(1000));
    const map = Buffer.from('{"version":3}');
    const zip = zipFiles({ 'index.js': content, 'index.js.map': map });
    assert.deepEqual(unzip(zip), {
      'index.js': { content, mode: 0o100644 },
      'index.js.map': { content: map, mode: 0o100644 },
    });
    assert.ok(zip.length < content.length / 10);
  });

  it('is the same whenever it is made, and differs with the content', () => {
    const zip = (content: string) => zipFiles({ a: Buffer.from(content) });
    mock.timers.enable({ apis: ['Date'], now: Date.UTC(2001, 0) });
    const early = zip('x');
    mock.timers.setTime(Date.UTC(2031, 0));
    assert.ok(zip('x').equals(early));
    assert.ok(!zip('y').equals(early));
    mock.timers.reset();
  });
});
