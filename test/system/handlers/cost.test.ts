import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { schedules } from '../../../src/backend/functions.ts';
import { deploy } from './support/handler-deployment.ts';
import { RoomHour } from './support/hour.ts';

const PEOPLE = 62;
const SPEAKERS = 12;

/** Calls of one hour, by name. */
type Counts = Record<string, number>;

describe('the AWS calls are those in docs/cost.md for an hour', () => {
  it('without rooms', async () => {
    assert.deepEqual(await countHour(), documented('nobody'));
  });

  it(`of a room with ${PEOPLE} people that lasts an hour`, async () => {
    assert.deepEqual(await countHour(fullRoom), documented('62 people, room of 1 h'));
  });

  it(`of a room with ${PEOPLE} people that lasts longer than their tokens`, async () => {
    const counts = await countHour(fullRoom, 6 * 3600);
    assert.deepEqual(counts, documented('62 people, room of 6 h'));
  });

  it('with one open lobby', async () => {
    assert.deepEqual(await countHour(openLobby), documented('an open lobby'));
  });
});

/**
 * Passes an hour on the clock of a deployment whose schedules run. The hour of a room begins half a minute after a tick
 * of the schedule, and ends with the tick that deletes the room.
 */
async function countHour(happen?: Hour, lifetime = 3600): Promise<Counts> {
  const deployment = await deploy({ schedules, lifetime });
  try {
    await deployment.invoke('rotate-key-pair', { tf: { action: 'create', prev_input: null } });
    deployment.calls.length = 0;
    const room = new RoomHour(deployment);
    if (happen) {
      await room.passUntil(30);
      await happen(room);
      await room.passUntil(3660);
    } else await room.passUntil(3600);
    deployment.log.check();
    const counts: Counts = {};
    for (const call of deployment.calls) counts[call] = (counts[call] ?? 0) + 1;
    return counts;
  } finally {
    await deployment.close();
  }
}

type Hour = (room: RoomHour) => Promise<void>;

/** One person creates the room, the others join within seven minutes, twelve go on stage; all leave in the last minute. */
async function fullRoom(room: RoomHour): Promise<void> {
  const people = Array.from({ length: PEOPLE }, (_, index) => `person${index}`);
  const [host = '', ...guests] = people;
  await room.create(host);
  await room.goOnStage(host);
  for (const [index, guest] of guests.entries()) {
    await room.pass(2);
    await room.look();
    await room.pass(5);
    await room.join(guest);
    if (index < SPEAKERS - 1) await room.goOnStage(guest);
  }
  await room.passUntil(3628 - PEOPLE);
  for (const person of people) {
    await room.leave(person);
    await room.pass(1);
  }
}

/** A lobby asks every ten seconds. Here it asks slightly later, so that the count is stale each time. */
async function openLobby(room: RoomHour): Promise<void> {
  await room.create('Ann');
  for (let second = 0; second < 3600; second += 10.5) {
    await room.look();
    await room.pass(10.5);
  }
}

/** A column of the table in docs/cost.md. */
function documented(column: string): Counts {
  const text = readFileSync(new URL('../../../docs/cost.md', import.meta.url), 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const start = rows.findIndex(([, first]) => first === 'calls in an hour of');
  const at = rows[start]?.indexOf(column) ?? -1;
  assert.ok(at > 0, `docs/cost.md has no column "${column}".`);
  const end = rows.findIndex(([, first], index) => index > start + 1 && !first?.startsWith('`'));
  return Object.fromEntries(
    rows
      .slice(start + 2, end)
      .map((row) => [row[1]?.replaceAll('`', '') ?? '', Number(row[at])] as const)
      .filter(([, count]) => count > 0),
  );
}
