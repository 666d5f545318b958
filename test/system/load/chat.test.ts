import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { waitFor } from '../../support/eventually.ts';
import { record, soak } from '../../support/record.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { ChatLoad } from './support/chat-load.ts';

const PEOPLE = 200;
/** How many messages each person sends as fast as possible. The room takes 100 a second. */
const MESSAGES = soak ? 20 : 2;
const CONNECTIONS = soak ? 5_000 : 500;
const ROOMS = soak ? 500 : 50;
const PATIENCE_MS = 60_000;
const MB = 2 ** 20;

describe('a chat server under load', () => {
  let server: ServerProcess;
  let load: ChatLoad;

  before(async () => {
    server = await ServerProcess.start({ port: 0, schedules: [] });
  });
  beforeEach(() => {
    load = new ChatLoad(server);
  });
  after(() => server.stop());

  const allGone = () =>
    waitFor(
      'nobody connected',
      async () => {
        const { chatConnections, chatRooms, chatTokens } = await server.counts();
        return chatConnections + chatRooms + chatTokens === 0;
      },
      PATIENCE_MS,
    );

  it('answers each of 200 people who all send at once, and delivers each message once to everybody, in one order', async () => {
    const people = await load.connect(await load.createRoom(), PEOPLE);
    const [ann] = people;
    assert.ok(ann);
    const begin = performance.now();
    const asked = await Promise.all(
      people.map(async (person) => {
        const ids: string[] = [];
        for (let count = 0; count < MESSAGES; count += 1) {
          ids.push(person.say(`message ${count}`));
        }
        for (const id of ids) await person.answer(id, PATIENCE_MS);
        return ids;
      }),
    );
    const seconds = (performance.now() - begin) / 1_000;
    const told = (person: (typeof people)[number]) =>
      person.frames.filter(({ Type }) => Type === 'MESSAGE').map(({ Id }) => Id);
    const refused = people.flatMap(({ frames }) => frames.filter(({ Type }) => Type === 'ERROR'));
    assert.ok(refused.every(({ ErrorCode }) => ErrorCode === 429));
    const accepted = asked.flat().length - refused.length;
    for (const person of people)
      await waitFor('all messages', () => told(person).length >= accepted, PATIENCE_MS);
    const order = told(ann);
    assert.equal(new Set(order).size, accepted, 'each once');
    for (const person of people) assert.deepEqual(told(person), order);
    assert.ok(order.length <= 100 * (seconds + 1) + 1, 'the room kept to its rate');
    load.close();
    await allGone();
    assert.equal(server.stderr, '');
    record({
      part: 'Load',
      what: 'Chat: 200 people in one room who all send at once',
      tried: `${asked.flat().length} messages`,
      outcome: `${accepted} delivered once to everybody in one order, ${refused.length} refused with 429; none lost without a word`,
    });
  });

  it('frees everything of connections and of rooms that come and go', async () => {
    const room = await load.createRoom();
    const idle = (count: number) => load.connect(room, count, true);
    await idle(50); // what the first ones allocate once is not theirs
    const before = await server.usage();
    await idle(CONNECTIONS);
    const held = await server.usage();
    assert.equal((await server.counts()).chatConnections, CONNECTIONS + 50);
    const each = (memory: NodeJS.MemoryUsage) => memory.heapUsed + memory.external;
    const perConnection = (each(held) - each(before)) / CONNECTIONS;
    assert.ok(perConnection < 50_000, `${perConnection} bytes a connection`);
    load.close();
    await allGone();

    load = new ChatLoad(server);
    for (let count = 0; count < ROOMS; count += 1) {
      const [person] = await load.connect(await load.createRoom(), 2);
      await person?.answer(person.say('hi'));
      for (const { socket } of load.people.splice(0)) socket.terminate();
    }
    load.close();
    await allGone();
    const growth = each(await server.usage()) - each(before);
    // The record of a room stays until it is deleted.
    assert.ok(growth < 10 * MB + ROOMS * 4_096, `${growth / MB} MB more`);
    assert.equal(server.stderr, '');
    record({
      part: 'Load',
      what: 'Chat: connections that stay, rooms that come and go',
      tried: `${CONNECTIONS} connections, ${ROOMS} rooms`,
      outcome: `${Math.round(perConnection / 1_000)} KB a connection, ${Math.round(held.rss / MB)} MB resident; all freed at the end`,
    });
  });
});
