/** A bad network between the stage server and who listens, for tests. Read for each packet, so that it may change. */
export interface Impairment {
  /** Share of packets that are lost, 0 to 1. */
  lossRate: number;
  /** Each packet is late by another time, up to this many milliseconds. */
  jitterMs: number;
}

/** Sends a packet as a bad network would: late, out of order or not at all. */
export function sendBadly(
  { lossRate, jitterMs }: Impairment,
  packet: Buffer,
  send: (packet: Buffer) => void,
): void {
  if (Math.random() < lossRate) return;
  // A copy: for the next listener another payload type may be written into the same bytes.
  const copy = Buffer.from(packet);
  setTimeout(() => send(copy), Math.random() * jitterMs);
}
