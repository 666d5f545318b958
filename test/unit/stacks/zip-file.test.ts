import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32, inflateRawSync } from 'node:zlib';
import { zipFile } from '../../../stacks/zip-file.ts';

/** Reads a zip as an unpacker does: from the end record to the directory to the file. */
function unzip(zip: Buffer): { name: string; content: Buffer; mode: number } {
  const end = zip.length - 22;
  assert.equal(zip.toString('latin1', end, end + 4), 'PK\x05\x06');
  assert.equal(zip.readUInt16LE(end + 10), 1);
  const directory = zip.readUInt32LE(end + 16);
  assert.equal(directory + zip.readUInt32LE(end + 12), end);
  assert.equal(zip.toString('latin1', directory, directory + 4), 'PK\x01\x02');
  const header = zip.readUInt32LE(directory + 42);
  assert.equal(zip.toString('latin1', header, header + 4), 'PK\x03\x04');
  // All that the directory says of the file, the file's own header says, too.
  assert.ok(
    zip.subarray(directory + 6, directory + 32).equals(zip.subarray(header + 4, header + 30)),
  );
  const nameLength = zip.readUInt16LE(header + 26);
  const start = header + 30 + nameLength;
  const content = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(header + 18)));
  assert.equal(content.length, zip.readUInt32LE(header + 22));
  assert.equal(crc32(content), zip.readUInt32LE(header + 14));
  return {
    name: zip.toString('utf8', header + 30, start),
    content,
    mode: zip.readUInt32LE(directory + 38) >>> 16,
  };
}

describe('zip of a bundle', () => {
  it('holds the file, readable by all', () => {
    const content = Buffer.from('exports.handler = async () => {};\n'.repeat(1000));
    const zip = zipFile('index.js', content);
    assert.deepEqual(unzip(zip), { name: 'index.js', content, mode: 0o100644 });
    assert.ok(zip.length < content.length / 10);
  });

  it('is the same for the same content, and another for another', () => {
    assert.ok(zipFile('a', Buffer.from('x')).equals(zipFile('a', Buffer.from('x'))));
    assert.ok(!zipFile('a', Buffer.from('x')).equals(zipFile('a', Buffer.from('y'))));
  });
});
