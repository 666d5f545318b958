import { Socket } from 'node:net';

/** Resets every TCP connection to a port of this process, as a router does after it lost its state. Returns how many. */
export function cutConnections(port: number): number {
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
  const sockets = handles.filter(
    (handle) => handle instanceof Socket && handle.localPort === port,
  ) as Socket[];
  for (const socket of sockets) socket.resetAndDestroy();
  return sockets.length;
}
