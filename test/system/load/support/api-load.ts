import type { CreateRoomResponse, JoinRoomResponse } from '../../../../src/api/schemas.ts';
import { StageClient } from '../../local/stage/support/stage-client.ts';
import { waitFor } from '../../../support/eventually.ts';

/** How long a step may take, in milliseconds, before it counts as an error. */
const LIMIT_MS = 60_000;

async function post<Answer>(url: string, body: object): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`${response.status}`);
  return JSON.parse(text) as Answer;
}

/** Runs a room with two participants from its creation until both have left; each must see the other counted. */
async function liveOnce(url: string): Promise<void> {
  const host = await post<CreateRoomResponse>(`${url}/api/rooms`, { name: 'Ann', role: 'speaker' });
  const guest = await post<JoinRoomResponse>(`${url}/api/rooms/${host.room.id}/participants`, {
    name: 'Ben',
  });
  const ann = await new StageClient(host.participant.token).joined();
  const ben = await new StageClient(guest.participant.token).joined();
  const count = (client: StageClient) => client.last('aws:ivs:SUBSCRIBER_COUNT')?.payload.count;
  await waitFor('both counted', () => count(ann) === 2 && count(ben) === 2, LIMIT_MS);
  ben.socket.close();
  await waitFor('one counted', () => count(ann) === 1, LIMIT_MS);
  ann.socket.close();
}

export interface Tally {
  done: number;
  /** The number of errors by message. */
  readonly errors: Record<string, number>;
}

/** Runs rooms one after the other, so many at once. */
export async function runRooms(
  url: string,
  {
    rooms,
    atOnce,
    until = Infinity,
    everyMs = 0,
  }: { rooms: number; atOnce: number; until?: number; everyMs?: number },
): Promise<Tally> {
  const tally: Tally = { done: 0, errors: {} };
  let begun = 0;
  const work = async (): Promise<void> => {
    while (begun < rooms && Date.now() < until) {
      begun += 1;
      const next = new Promise((resolve) => setTimeout(resolve, everyMs));
      await liveOnce(url).then(
        () => (tally.done += 1),
        (error: unknown) => count(tally.errors, error),
      );
      await next;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return tally;
}

export interface JoinRate {
  readonly perSecond: number;
  readonly p99: number;
  readonly errors: Readonly<Record<string, number>>;
}

/** Joins at a fixed rate, without waiting for the answers. */
export async function joinAtRate(
  url: string,
  roomId: string,
  perSecond: number,
  seconds: number,
): Promise<JoinRate> {
  const errors: Record<string, number> = {};
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const start = performance.now();
  const total = perSecond * seconds;
  while (pending.length < total) {
    const due = Math.min(total, ((performance.now() - start) / 1_000) * perSecond);
    for (; pending.length < due;) {
      const begun = performance.now();
      pending.push(
        post(`${url}/api/rooms/${roomId}/participants`, { name: 'Guest' }).then(
          () => void times.push(performance.now() - begun),
          (error: unknown) => count(errors, error),
        ),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(pending);
  const sorted = times.sort((a, b) => a - b);
  return { perSecond, p99: sorted[Math.floor(sorted.length * 0.99)] ?? Infinity, errors };
}

function count(errors: Record<string, number>, error: unknown): void {
  const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  errors[name] = (errors[name] ?? 0) + 1;
}
