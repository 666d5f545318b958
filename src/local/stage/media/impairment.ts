/** A simulated bad network between the stage server and subscribers, for tests. Read for each packet, so it may change. */
export interface Impairment {
  /** The share of packets that are lost, 0 to 1. */
  lossRate: number;
  /** Each packet is delayed by a random time of up to this many milliseconds. */
  jitterMs: number;
}

/** Sends a packet late, out of order or not at all. */
export function sendBadly(
  { lossRate, jitterMs }: Impairment,
  packet: Buffer,
  send: (packet: Buffer) => void,
): void {
  if (Math.random() < lossRate) return;
  // Copied because the payload type in the original may be overwritten for the next subscriber.
  const copy = Buffer.from(packet);
  setTimeout(() => send(copy), Math.random() * jitterMs);
}
