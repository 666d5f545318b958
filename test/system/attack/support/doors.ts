import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { claimsOf } from './forge.ts';

/** A valid token, whose claims name the stage's endpoints, and the API path that renews it. */
export interface Sample {
  readonly token: string;
  readonly apiUrl: string;
}

/** Returns the first message of the events socket to a token. */
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

/** The subprotocol, in which the events socket takes the token, can't contain other characters. */
const SUBPROTOCOL = /^[\w.-]+$/;

export interface Refusal {
  /** What the events socket says. */
  readonly join: RegExp;
  /** The HTTP status of the media endpoints. */
  readonly status: number;
}

const INVALID: Refusal = { join: /JOIN_ERROR.*"TOKEN_INVALID/, status: 401 };

/** Tries a token at the stage's endpoints: events socket, publish, subscribe, delete. */
export async function assertRefusedByStage(
  sample: Sample,
  what: string,
  token: string,
  refusal: Refusal = INVALID,
): Promise<void> {
  if (SUBPROTOCOL.test(token)) assert.match(await knock(sample, token), refusal.join, what);
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
    assert.equal(response.status, refusal.status, `${what}: ${path}`);
    await response.text();
  }
}

/** Tries to renew a token. */
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
