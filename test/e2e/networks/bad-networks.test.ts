import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { record, soak } from '../../support/record.ts';
import { FaultWorld, TROUBLE } from '../support/faults/fault-world.ts';

const world = FaultWorld.forThisFile();

describe('a network that fails and recovers', () => {
  it('leaves everything as it was after all connections were reset', async () => {
    const talk = await world.startTalk();
    const times = soak ? 20 : 3;
    for (let cut = 0; cut < times; cut++) {
      await world.server.cut();
      await world.isWhole(talk);
    }
    record({
      part: 'Bad networks',
      what: 'All connections cut',
      tried: `${times} times`,
      outcome: 'audio went on; no ghost, nobody twice',
    });
  });

  for (const seconds of soak ? [3, 10, 30, 50] : [3, 12]) {
    it(`brings the audio back by itself after ${seconds} s without a packet`, async () => {
      const talk = await world.startTalk();
      world.server.freeze();
      const silent = performance.now();
      let told = '';
      // The client measures every 5 s, and needs two measures; the SDK itself notices after about 40 s.
      if (seconds > 10) {
        await Promise.all([talk.ann.reads(TROUBLE), talk.lea.reads(TROUBLE)]);
        told = `both told after ${Math.round((performance.now() - silent) / 1_000)} s; `;
      }
      await delay(silent + seconds * 1_000 - performance.now());
      world.server.thaw();
      const back = performance.now();
      await world.isWhole(talk);
      const wait = Math.round((performance.now() - back) / 1_000);
      record({
        part: 'Bad networks',
        what: `Nothing comes through for ${seconds} s, everybody`,
        tried: 'once',
        outcome: `${told}heard again and all true ${wait} s after it came back; no reload, no ghost`,
      });
    });
  }

  it('brings the audio back after the server was killed and restarted', async () => {
    const talk = await world.startTalk();
    const told = Promise.all([talk.ann.reads(TROUBLE), talk.lea.reads(TROUBLE)]);
    await world.server.kill();
    await told;
    await world.startServer();
    const back = performance.now();
    await world.isWhole(talk);
    const wait = Math.round((performance.now() - back) / 1_000);
    record({
      part: 'Bad networks',
      what: 'Server killed and started again',
      tried: 'once',
      outcome: `both told; heard again ${wait} s after it was back; no reload`,
    });
  });
});
