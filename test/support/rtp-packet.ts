/** Makes an RTP packet: a header of 12 bytes, without padding or extensions, and a payload. */
export function makeRtp(
  ssrc: number,
  sequence: number,
  payload: Buffer,
  payloadType = 111,
): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0);
  header.writeUInt8(payloadType, 1);
  header.writeUInt16BE(sequence & 0xffff, 2);
  header.writeUInt32BE((sequence * 960) >>> 0, 4);
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, payload]);
}
