import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../support/eventually.ts';
import { record, soak } from '../../support/record.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { runRooms } from './support/api-load.ts';
import { RoomLoad } from './support/room-load.ts';

const SECONDS = Number(process.env['LOAD_SECONDS'] ?? (soak ? 600 : 5));
const SPEAKERS = soak ? 6 : 3;
const LISTENERS = soak ? 6 : 3;
/** An account has at most 1,000 stages, and a room keeps its stage until it expires. */
const MOST_ROOMS = 900;
/** How many rooms come and go at once, besides the one that stays. */
const AT_ONCE = 4;
const MB = 2 ** 20;

describe('a server under steady load', () => {
  let server: ServerProcess;

  before(async () => {
    server = await ServerProcess.start({ port: 0, schedules: [] });
  });
  after(() => server.stop());

  it('loses no packet and no room, has no leak, and has nothing open at the end', async () => {
    const room = await RoomLoad.open(server.url, SPEAKERS);
    await room.addListeners(LISTENERS);
    // Warm up: what the first rooms allocate once is not a leak.
    await runRooms(server.url, { rooms: 20, atOnce: AT_ONCE });
    const samples: number[] = [];
    const sampling = setInterval(() => {
      void server.usage().then(({ heapUsed, external }) => samples.push(heapUsed + external));
    }, SECONDS * 50);
    const until = Date.now() + SECONDS * 1_000;
    const [audio, rooms] = await Promise.all([
      room.measure(SECONDS),
      runRooms(server.url, {
        rooms: MOST_ROOMS,
        atOnce: AT_ONCE,
        until,
        everyMs: (SECONDS * 1_000 * AT_ONCE) / MOST_ROOMS,
      }),
    ]);
    clearInterval(sampling);
    const { rss } = await server.usage();
    await room.close();

    assert.deepEqual(rooms.errors, {});
    const lost = 1 - audio.received / audio.sent;
    assert.ok(lost < 0.01, `${lost} of the packets lost`);
    const third = Math.ceil(samples.length / 3);
    const mean = (values: number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const growth = mean(samples.slice(-third)) - mean(samples.slice(0, third));
    // A room takes 2 KB in the control plane until it expires. More would be a leak.
    const perRoom = Math.max(0, growth) / rooms.done;
    assert.ok(growth < 10 * MB + rooms.done * 4_096, `${growth / MB} MB more`);
    await waitFor('nothing open', async () => {
      const { sockets, peerConnections, stages, participants, chatConnections } =
        await server.counts();
      return sockets + peerConnections + stages + participants + chatConnections === 0;
    });
    assert.equal(server.stderr, '');
    record({
      part: 'Load',
      what: 'Steady: a room with audio that stays, rooms of 2 that come and go',
      tried: `${SECONDS} s, ${SPEAKERS} speakers × ${LISTENERS} listeners, ${rooms.done} rooms`,
      outcome:
        `0 errors, ${(100 * Math.max(0, lost)).toFixed(2)} % packets lost, heap ${(growth / MB).toFixed(1)} MB more ` +
        `(${Math.round(perRoom)} bytes per room made), ${Math.round(rss / MB)} MB resident; all freed at the end`,
    });
  });
});
