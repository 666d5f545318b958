import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MediaClient } from './support/media-client.ts';
import { StageClient } from './support/stage-client.ts';
import { StageFixture } from './support/stage-fixture.ts';
import { waitFor } from '../../../support/eventually.ts';

const LISTENERS = 20;
const SPEAKERS = 6;

describe('state messages to a large stage', () => {
  let fixture: StageFixture;
  let speakers: StageClient[];
  let listeners: StageClient[];
  const media: MediaClient[] = [];

  before(async () => {
    fixture = await StageFixture.start();
    const stage = fixture.addStage('BroadcastBro');
    const join = (name: string, amount: number) =>
      Promise.all(
        Array.from({ length: amount }, (_, index) =>
          new StageClient(fixture.token(stage, `${name}${index}`)).joined(),
        ),
      );
    speakers = await join('speaker', SPEAKERS);
    listeners = await join('listener', LISTENERS);
    for (const [index, speaker] of speakers.entries()) media.push(await speaker.publish(index + 1));
    await waitFor('all on stage', () =>
      listeners.every((one) => one.publishers.length === SPEAKERS),
    );
  });
  after(async () => {
    for (const one of media) one.close();
    for (const { socket } of [...speakers, ...listeners]) socket.close();
    await fixture.stop();
  });

  const states = (client: StageClient): number =>
    client.messages.filter(({ type }) => type === 'STAGE_STATE').length;

  /** Lets some mute or unmute at once. Returns the number of states that each listener got until it was up to date. */
  async function change(who: readonly StageClient[], audioMuted: boolean): Promise<number[]> {
    const before = listeners.map(states);
    const ids = new Set(who.map(({ id }) => id));
    for (const one of who) {
      one.send({ type: 'SET_STATE', version: '0', audioMuted, videoStopped: true });
    }
    await waitFor('everybody told', () =>
      listeners.every(({ publishers }) =>
        publishers.every((one) => !ids.has(one.id) || one.audioMuted === audioMuted),
      ),
    );
    return listeners.map((listener, index) => states(listener) - (before[index] ?? 0));
  }

  it('are one for a single change', async () => {
    for (const muted of [true, false, true, false]) {
      assert.deepEqual(new Set(await change(speakers.slice(0, 1), muted)), new Set([1]));
    }
  });

  it(`are at most two if ${SPEAKERS} speakers mute at once`, async () => {
    const messages = await change(speakers, true);
    assert.ok(Math.max(...messages) <= 2, messages.join());
  });
});
