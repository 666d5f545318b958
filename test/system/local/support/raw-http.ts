import { connect, type Socket } from 'node:net';

// Milliseconds. Longer than any answer takes on a busy machine.
const LIMIT_MS = 60_000;

export interface RawAnswer {
  /** Undefined if the connection was closed without an answer. */
  readonly status: number | undefined;
  readonly text: string;
}

/** Sends bytes and reads until the server has sent one complete answer or closed the connection. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const done = (): void => {
      clearTimeout(limit);
      socket.destroy();
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve({ status: status === undefined ? undefined : Number(status), text });
    };
    const limit = setTimeout(() => {
      socket.destroy();
      reject(new Error(`No answer to ${JSON.stringify(bytes.toString('latin1').slice(0, 300))}`));
    }, LIMIT_MS);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (isWhole(text)) done();
    });
    // The server resets the connection if it refuses a request that has unread bytes.
    socket.on('error', done);
    socket.on('close', done);
    socket.write(bytes);
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  if (text.startsWith('HTTP/1.1 204')) return true;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1];
  return length !== undefined && text.length - end - 4 >= Number(length);
}

/** Opens a connection and waits until it is established. */
export function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.off('error', reject);
      socket.on('error', () => {});
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Sends bytes, then resets the connection without waiting for an answer. */
export async function sendAndReset(port: number, text: string): Promise<void> {
  const socket = await openSocket(port);
  await new Promise<void>((resolve) => socket.write(text, () => resolve()));
  socket.resetAndDestroy();
}
