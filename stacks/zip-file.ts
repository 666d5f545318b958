import { crc32, deflateRawSync } from 'node:zlib';

const DOS_EPOCH = 0x0021; // 1 January 1980, the earliest date in a zip
const VERSION = 20; // of the format: deflate
const DEFLATE = 8;
const UNIX_FILE = 0o100644;

/**
 * A zip archive with one file. The same content always produces the same bytes, unlike CDKTF's archives, which include the
 * file's time and take a process each.
 */
export function zipFile(name: string, content: Buffer): Buffer {
  const path = Buffer.from(name);
  const data = deflateRawSync(content, { level: 9 });

  // The fields that the local header and the central directory share.
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(VERSION, 0);
  entry.writeUInt16LE(DEFLATE, 4);
  entry.writeUInt16LE(DOS_EPOCH, 8);
  entry.writeUInt32LE(crc32(content), 10);
  entry.writeUInt32LE(data.length, 14);
  entry.writeUInt32LE(content.length, 18);
  entry.writeUInt16LE(path.length, 22);
  const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), entry, path, data]);

  const attributes = Buffer.alloc(14);
  attributes.writeUInt32LE(UNIX_FILE * 0x10000, 6); // readable by everyone: Lambda runs as another user
  const madeBy = Buffer.from([VERSION, 3]); // Unix, so that the mode is respected
  const directory = Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    madeBy,
    entry,
    attributes,
    path,
  ]);

  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(file.length, 16);
  return Buffer.concat([file, directory, end]);
}
