import { WebSocket } from 'ws';

// Milliseconds. A working client answers a close at once.
const CLOSE_LIMIT = 1_000;

/** Closes a socket, and terminates the connection if the client does not answer. */
export function endSocket(socket: WebSocket, code: number): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return Promise.resolve();
  socket.close(code);
  const cut = setTimeout(() => socket.terminate(), CLOSE_LIMIT);
  return new Promise((resolve) =>
    socket.once('close', () => {
      clearTimeout(cut);
      resolve();
    }),
  );
}
