import { Pace } from '../../../../src/backend/aws/paced-calls.ts';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../../../../src/backend/functions.ts';
import { Channels } from '../../../../src/backend/rooms/channels.ts';
import { DueRooms } from '../../../../src/backend/rooms/due-rooms.ts';
import { RoomTable } from '../../../../src/backend/rooms/room-table.ts';
import { Stages } from '../../../../src/backend/rooms/stages.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { roomOf } from '../../../unit/backend/support/rooms.ts';
import { openCloud } from './cloud.ts';

/** The timeout of `expire-rooms` less its reserve. */
export const RUN_MS = 57_000;

/** Rooms and stages at IVS's real rates, where a sixth call in a second is throttled, on a clock that the test moves. */
export async function openWorld() {
  const clock = new ManualClock();
  const cloud = await openCloud({ clock, rateLimits: true });
  return {
    clock,
    cloud,
    table: new RoomTable(cloud.dynamodb, cloud.names.table),
    rooms: new DueRooms(cloud.dynamodb, cloud.names.table),
    stages: new Stages(cloud.ivs, cloud.names.deployment),
    channels: new Channels(cloud.chat, cloud.names.deployment),
    seconds: () => Math.floor(clock.now() / 1000),
    pace: (milliseconds: number, callsPerSecond = 5) =>
      new Pace({
        callsPerSecond,
        deadline: clock.now() + milliseconds,
        now: () => clock.now(),
        sleep: (pause) => {
          clock.advance(pause);
          return Promise.resolve();
        },
      }),
    addStage: (id: string, createdAt = 0, deployment: string = cloud.names.deployment) => {
      const arn = roomOf(id).stageArn;
      const tags = { [DEPLOYMENT_TAG]: deployment, [CREATED_TAG]: String(createdAt) };
      const endpoints = { events: 'e', whip: 'w' };
      cloud.state.stages.set(arn, { arn, id, name: '', tags, endpoints });
    },
    addChannel: (roomId: string, createdAt = 0, deployment: string = cloud.names.deployment) => {
      const id = `c${roomId}${cloud.state.chatRooms.size}`;
      const arn = `arn:aws:ivschat:us-east-1:000000000000:room/${id}`;
      const tags = { [DEPLOYMENT_TAG]: deployment, [CREATED_TAG]: String(createdAt) };
      cloud.state.chatRooms.set(arn, {
        ...{ arn, id, name: roomId, tags, createdAt: 0, updatedAt: 0 },
        ...{ maximumMessageLength: 500, maximumMessageRatePerSecond: 10 },
      });
      return arn;
    },
    channelsLeft: () =>
      cloud.state.chatRooms
        .values()
        .map(({ name }) => name)
        .sort(),
    stageIds: () =>
      cloud.state.stages
        .values()
        .map(({ id }) => id)
        .sort(),
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
