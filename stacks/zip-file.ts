import { crc32, deflateRawSync } from 'node:zlib';

const DOS_EPOCH = 0x0021; // 1 January 1980, the earliest date in a zip
const VERSION = 20; // of the format: deflate
const DEFLATE = 8;
const UNIX_FILE = 0o100644;

/**
 * Creates a zip archive. The same content always produces the same bytes, unlike CDKTF's archives, which include the
 * file's time and take a process each.
 * @param files - The content of each file, by name.
 */
export function zipFiles(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const { file, record } = zipEntry(Buffer.from(name), content, offset);
    parts.push(file);
    records.push(record);
    offset += file.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** A file with its local header, and its record in the central directory. */
function zipEntry(path: Buffer, content: Buffer, offset: number): { file: Buffer; record: Buffer } {
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
  attributes.writeUInt32LE(offset, 10);
  const madeBy = Buffer.from([VERSION, 3]); // Unix, so that the mode is respected
  const signature = Buffer.from('PK\x01\x02', 'latin1');
  return { file, record: Buffer.concat([signature, madeBy, entry, attributes, path]) };
}
