const RTP_HEADER_BYTES = 12;
const VERSION_2 = 0b10;

/** Whether a packet is RTP of this source and payload type. RTCP packets, which arrive on the same track, are not. */
export function isRtpOf(packet: Buffer, ssrc: number, payloadType: number): boolean {
  return (
    packet.length > RTP_HEADER_BYTES &&
    packet.readUInt8(0) >> 6 === VERSION_2 &&
    (packet.readUInt8(1) & 0x7f) === payloadType &&
    packet.readUInt32BE(8) === ssrc
  );
}

/** Changes a packet's payload type in place and keeps its marker bit. */
export function setPayloadType(packet: Buffer, payloadType: number): void {
  packet.writeUInt8((packet.readUInt8(1) & 0x80) | payloadType, 1);
}
