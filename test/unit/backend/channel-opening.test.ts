import './support/silence.ts';
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ChatTokenRequest } from '../../../src/backend/channel/chat-tokens.ts';
import {
  openChannel,
  type OpenChannelOptions,
} from '../../../src/backend/channel/channel-opening.ts';
import type { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { openToAll, type Moderation } from '../../../src/backend/rooms/moderation.ts';
import type { Room } from '../../../src/backend/rooms/room.ts';
import { awsError } from './support/aws-error.ts';
import { newRoomId, roomOf } from './support/rooms.ts';

const id = 'participant00000001';

/** A room, and the services that its channel needs, in which things take turns and fail as a test says. */
function openWorld(moderation: Partial<Moderation> = {}, failures: () => boolean = () => false) {
  const world = {
    room: roomOf(newRoomId(), { moderation: { ...openToAll, chat: 'all', ...moderation } }),
    channels: new Set<string>(),
    issued: [] as ChatTokenRequest[],
    speaker: false,
    made: 0,
  };
  const pass = async () => {
    await turn();
    if (failures()) throw awsError('ThrottlingException', 429);
  };
  const options: OpenChannelOptions = {
    table: {
      get: async (): Promise<Room> => {
        await turn();
        return world.room;
      },
      setChannel: async (_id, channelArn) => {
        await turn();
        const isFree = world.room.channelArn === undefined;
        if (isFree) world.room = { ...world.room, channelArn };
        await pass(); // it is written, and the answer may be lost
        return isFree;
      },
    },
    tokens: { holder: () => Promise.resolve({ id, name: 'Zoë', speaker: world.speaker }) },
    channels: {
      create: async () => {
        await pass();
        const arn = `arn:${++world.made}`;
        world.channels.add(arn);
        return arn;
      },
      delete: async (arn) => {
        await pass();
        world.channels.delete(arn);
      },
    },
    chatTokens: {
      issue: (request) => {
        world.issued.push(request);
        return Promise.resolve({} as never);
      },
    },
    rate: 10,
  };
  return Object.assign(world, { open: () => openChannel(world.room.id, 'token', options) });
}

describe('the channel of a room', () => {
  it('is one, however many ask for it at once', async () => {
    const world = openWorld();
    await Promise.all(Array.from({ length: 20 }, () => world.open()));
    assert.deepEqual([...world.channels], [world.room.channelArn]);
    const arns = new Set(world.issued.map(({ channelArn }) => channelArn));
    assert.deepEqual([...arns], [world.room.channelArn]);
  });

  it('is never deleted while the record names it, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.boolean()),
        fc.integer({ min: 1, max: 8 }),
        async (fails, callers) => {
          const world = openWorld({}, () => fails.next().value === true);
          await Promise.allSettled(Array.from({ length: callers }, () => world.open()));
          const { channelArn } = world.room;
          if (channelArn !== undefined) assert.ok(world.channels.has(channelArn));
          for (const { channelArn: used } of world.issued) assert.equal(used, channelArn);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the one that somebody else has made if IVS refuses another', async () => {
    let calls = 0;
    const world = openWorld({}, () => ++calls > 1 && calls <= 5); // all creations but the first
    await Promise.all(Array.from({ length: 5 }, () => world.open()));
    assert.deepEqual([world.made, world.issued.length], [1, 5]);
  });

  it('lets people write by their role, the setting, and whether they are silenced', async () => {
    const host = { id, name: 'Zoë' };
    const cases: [Partial<Moderation>, speaker: boolean, role: string, mayWrite: boolean][] = [
      [{}, false, 'listener', true],
      [{}, true, 'speaker', true],
      [{ chat: 'stage' }, false, 'listener', false],
      [{ chat: 'stage' }, true, 'speaker', true],
      [{ chat: 'off' }, true, 'speaker', false],
      [{ chat: 'off', hosts: [host] }, false, 'host', true],
      [{ silenced: [{ id }] }, true, 'speaker', false],
      [{ silenced: [{ id }], hosts: [host] }, true, 'host', true],
      [{ offStage: [{ id, at: 1 }] }, true, 'listener', true],
      [{ stage: 'invited', chat: 'stage' }, true, 'listener', false],
      [{ stage: 'invited', chat: 'stage', invitations: [{ id }] }, true, 'speaker', true],
    ];
    for (const [moderation, speaker, role, mayWrite] of cases) {
      const world = Object.assign(openWorld(moderation), { speaker });
      await world.open();
      const [request] = world.issued;
      assert.deepEqual(
        [request?.role, request?.mayWrite],
        [role, mayWrite],
        JSON.stringify(moderation),
      );
    }
  });

  it('is for nobody who was removed, and not in every room', async () => {
    const code = (wanted: string) => (error: ProblemError) => error.code === wanted;
    await assert.rejects(openWorld({ removed: [{ id }] }).open(), code('REMOVED'));
    await assert.rejects(openWorld({ chat: undefined }).open(), code('CHANNEL_OFF'));
  });
});
