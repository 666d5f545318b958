import { parseArgs } from 'node:util';
import { waitFor } from '../../test/support/eventually.ts';
import { joinAtRate, runRooms } from '../../test/system/load/support/api-load.ts';
import { ChatRooms } from '../../test/system/load/support/chat-at-rate.ts';
import { ChatLoad } from '../../test/system/load/support/chat-load.ts';
import { RoomLoad } from '../../test/system/load/support/room-load.ts';
import { record } from '../../test/support/record.ts';
import { ServerProcess } from '../../test/support/server-process.ts';

// npm run load [-- --only room|rooms|joins|chat] [--rooms 1000]: how much load one machine sustains, with real participants.

const SPEAKERS = 12;
const STEP_LISTENERS = 2;
const MOST_LISTENERS = 100;
const MEASURED_SECONDS = 5;
/** Added delay that people begin to notice. */
const DELAY_LIMIT_MS = 20;
const LOSS_LIMIT = 0.01;
const ROOMS_AT_ONCE = 20;
const RATES = [50, 100, 200, 300, 400, 600, 800, 1_200, 1_600];
const RATE_SECONDS = 4;
/** Joining may take at most this long. */
const JOIN_LIMIT_MS = 2_000;
const CHAT_ROOMS = 10;
const CHAT_PEOPLE = 50;
/** In all rooms together, of which each allows 100 a second. */
const CHAT_RATES = [100, 200, 400, 600, 800, 950];
/** From a person's message to the screen of the last one in the room. */
const CHAT_LIMIT_MS = 200;

const { values } = parseArgs({
  options: { only: { type: 'string' }, rooms: { type: 'string', default: '1000' } },
});

/** Adds listeners to a room of twelve speakers until packets arrive late or are lost. */
async function largestRoom(server: ServerProcess): Promise<void> {
  const room = await RoomLoad.open(server.url, SPEAKERS);
  let sustained = 'none';
  while (room.listeners < MOST_LISTENERS) {
    await room.addListeners(STEP_LISTENERS);
    const { sent, received, p50, p99 } = await room.measure(MEASURED_SECONDS);
    const lost = 1 - received / sent;
    const figures = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${(100 * Math.max(0, lost)).toFixed(2)} % lost`;
    console.log(`${SPEAKERS} speakers × ${room.listeners} listeners: ${figures}`);
    if (p99 > DELAY_LIMIT_MS || lost > LOSS_LIMIT) break;
    sustained = `${room.listeners} listeners (${figures})`;
  }
  await room.close();
  record({
    part: 'Load',
    what: `Largest room: ${SPEAKERS} speakers, clients on the same machine, p99 under ${DELAY_LIMIT_MS} ms`,
    tried: `up to ${room.listeners} listeners`,
    outcome: sustained,
  });
}

async function manyRooms(server: ServerProcess): Promise<void> {
  const rooms = Number(values.rooms);
  const start = performance.now();
  const { done, errors } = await runRooms(server.url, { rooms, atOnce: ROOMS_AT_ONCE });
  const seconds = (performance.now() - start) / 1_000;
  const outcome = `${done} completed, errors: ${JSON.stringify(errors)}, ${(done / seconds).toFixed(1)} rooms/s`;
  console.log(outcome);
  record({
    part: 'Load',
    what: `Rooms of 2 created, joined, counted and left, ${ROOMS_AT_ONCE} at a time`,
    tried: `${rooms} rooms`,
    outcome,
  });
}

/** Raises the rate of joins until one fails or takes too long. */
async function mostJoins(server: ServerProcess): Promise<void> {
  const created = await fetch(`${server.url}/api/rooms`, {
    method: 'POST',
    body: '{"name":"Ann"}',
  });
  const { room } = (await created.json()) as { room: { id: string } };
  let sustained = 'none';
  let end = 'no limit found';
  for (const rate of RATES) {
    const { p99, errors } = await joinAtRate(server.url, room.id, rate, RATE_SECONDS);
    console.log(`${rate} joins/s: p99 ${Math.round(p99)} ms, errors ${JSON.stringify(errors)}`);
    if (Object.keys(errors).length > 0 || p99 > JOIN_LIMIT_MS) {
      end = `at ${rate}: p99 ${Math.round(p99)} ms, errors ${JSON.stringify(errors)}`;
      break;
    }
    sustained = `${rate} a second (p99 ${Math.round(p99)} ms)`;
  }
  record({
    part: 'Load',
    what: 'Joins through the API at a fixed rate',
    tried: `${RATE_SECONDS} s at each rate`,
    outcome: `${sustained}; ${end}`,
  });
}

/** Raises the rate of messages, up to what the rooms allow, until the last person of a room gets them late. */
async function mostMessages(server: ServerProcess): Promise<void> {
  const load = new ChatLoad(server);
  const rooms = await ChatRooms.open(load, CHAT_ROOMS, CHAT_PEOPLE);
  let sustained = 'none';
  for (const rate of CHAT_RATES) {
    const { deliveries, p50, p99 } = await rooms.measure(rate, MEASURED_SECONDS);
    const figures = `${rate} messages a second, ${deliveries} deliveries (p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms)`;
    console.log(figures);
    if (p99 > CHAT_LIMIT_MS) break;
    sustained = figures;
  }
  load.close();
  record({
    part: 'Load',
    what: `Chat: most messages, clients on the same machine, p99 under ${CHAT_LIMIT_MS} ms`,
    tried: `${CHAT_ROOMS} rooms of ${CHAT_PEOPLE}, ${MEASURED_SECONDS} s at each rate`,
    outcome: sustained,
  });
}

const measurements = { room: largestRoom, rooms: manyRooms, joins: mostJoins, chat: mostMessages };

for (const [name, measure] of Object.entries(measurements)) {
  if (values.only !== undefined && values.only !== name) continue;
  console.log(`\n${name}`);
  const server = await ServerProcess.start({ port: 0, schedules: [] });
  try {
    await measure(server);
    await waitFor('every connection to be closed', async () => {
      const { sockets, peerConnections, stages, participants, chatConnections } =
        await server.counts();
      return sockets + peerConnections + stages + participants + chatConnections === 0;
    });
    const { rss } = await server.usage();
    console.log(`All resources freed; ${Math.round(rss / 2 ** 20)} MB resident.`);
  } finally {
    await server.stop();
  }
}
