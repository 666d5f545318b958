import type { Socket } from 'node:net';
import fc from 'fast-check';
import type { WebSocket } from 'ws';

/** Something that an attacker does with a socket. */
type Attack = (socket: WebSocket) => void;

/**
 * What an attacker sends: well-formed messages, other text, binary data, control frames, and frames that break the protocol.
 * @param message - A text that the server understands, or nearly.
 * @param begun - A text of which only the first fragment is sent.
 * @param repeated - A text that is sent 300 times in a row.
 */
export const hostileFrames = (
  message: fc.Arbitrary<string>,
  begun: string,
  repeated: string,
): [fc.WeightedArbitrary<Attack>, ...fc.Arbitrary<Attack>[]] => [
  { weight: 6, arbitrary: message.map((text) => (socket) => socket.send(text)) },
  fc.string({ unit: 'binary', maxLength: 200 }).map((text) => (socket) => socket.send(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => (socket) => socket.send(bytes)),
  fc.uint8Array({ maxLength: 125 }).map((bytes) => (socket) => socket.ping(bytes)),
  fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => (socket) => {
    underlying(socket).write(bytes);
  }),
  fc.constant((socket) => socket.send('x'.repeat(100_000))),
  fc.constant((socket) => socket.send(begun, { fin: false })),
  fc.constant((socket) => {
    for (let times = 0; times < 300; times++) socket.send(repeated);
  }),
  fc.constant((socket) => underlying(socket).destroy()),
];

/** The TCP socket below. */
export function underlying(socket: WebSocket): Socket {
  return (socket as unknown as { _socket: Socket })._socket;
}
