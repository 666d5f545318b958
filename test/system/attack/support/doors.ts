import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { claimsOf } from './forge.ts';

/** A true token, which says where the doors are, and the room that it is for. */
export interface Sample {
  readonly token: string;
  readonly apiUrl: string;
}

/** What the events socket says first to a token. */
export function knock({ token: sample }: Sample, token: string): Promise<string> {
  const { events_url: url, topic } = claimsOf(sample);
  const query = `topic=${String(topic)}/publishers&traceid=1`;
  const socket = new WebSocket(`${String(url)}?${query}`, token);
  return new Promise((resolve) => {
    const end = (said: string): void => {
      socket.terminate();
      resolve(said);
    };
    socket.on('message', (data: Buffer) => end(data.toString()));
    socket.on('error', () => end('refused'));
  });
}

/** Tries the doors of the stage: events socket, publish, subscribe, delete. */
export async function assertRefusedByStage(
  sample: Sample,
  what: string,
  token: string,
): Promise<void> {
  const said = await knock(sample, token);
  assert.ok(said === 'refused' || said.includes('JOIN_ERROR'), `${what}: ${said}`);
  const { whip_url: whip, jti } = claimsOf(sample.token);
  const doors = [
    ['POST', `publish/${String(jti)}`],
    ['POST', 'subscribe/x'],
    ['DELETE', 'resource/x'],
  ] as const;
  for (const [method, path] of doors) {
    const response = await fetch(`${String(whip)}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/sdp' },
      ...(method === 'POST' && { body: 'v=0\r\n' }),
    });
    assert.ok([401, 403, 404].includes(response.status), `${what}: ${path} ${response.status}`);
    await response.text();
  }
}

/** Tries to have a token renewed. */
export async function assertNotRenewed(
  { apiUrl }: Sample,
  what: string,
  token: string,
): Promise<void> {
  const response = await fetch(apiUrl, {
    method: 'POST',
    body: JSON.stringify({ name: 'Eve', role: 'speaker', token }),
  });
  assert.ok([400, 403].includes(response.status), `${what}: renewal ${response.status}`);
  await response.text();
}
