import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Impairment } from '../../../src/local/stage/media/impairment.ts';
import { record, soak } from '../../support/record.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const impairment: Impairment = { lossRate: 0, jitterMs: 0 };
const world = E2eWorld.forThisFile({ impairment });

const MEASURED_MS = 6_000;

interface Reception {
  readonly packets: number;
  readonly lost: number;
  readonly samples: number;
  readonly concealed: number;
  readonly silent: number;
  readonly energy: number;
}

/** Keeps the page's peer connections, for their statistics. */
const KEEP_CONNECTIONS = `{
  const connections = (window.connections = []);
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options);
      connections.push(this);
    }
  };
}`;

/** Sums the page's reception so far, over all the audio that it subscribes to. */
async function received(): Promise<Reception> {
  const total = { packets: 0, lost: 0, samples: 0, concealed: 0, silent: 0, energy: 0 };
  const { connections } = window as unknown as { connections: RTCPeerConnection[] };
  for (const connection of connections) {
    for (const report of (await connection.getStats()).values() as Iterable<
      Record<string, number | string>
    >) {
      if (report['type'] !== 'inbound-rtp' || report['kind'] !== 'audio') continue;
      total.packets += Number(report['packetsReceived']);
      total.lost += Number(report['packetsLost']);
      total.samples += Number(report['totalSamplesReceived']);
      total.concealed += Number(report['concealedSamples']);
      total.silent += Number(report['silentConcealedSamples']);
      total.energy += Number(report['totalAudioEnergy']);
    }
  }
  return total;
}

// Speech stays intelligible while the codec conceals less than a third of it, and replaces little of it with silence.
// Lost packets are concealed, about as many as are lost. Jitter becomes delay, once the browser's buffer has grown.
const ALL_NETWORKS = [
  { lossRate: 0, jitterMs: 0, concealedAtMost: 0.05, inShort: true },
  { lossRate: 0.01, jitterMs: 30, concealedAtMost: 0.1, inShort: true },
  { lossRate: 0.05, jitterMs: 30, concealedAtMost: 0.15, inShort: false },
  { lossRate: 0.2, jitterMs: 30, concealedAtMost: 0.33, inShort: true },
  { lossRate: 0.01, jitterMs: 100, concealedAtMost: 0.33, inShort: false },
  { lossRate: 0.05, jitterMs: 100, concealedAtMost: 0.33, inShort: true },
  { lossRate: 0.2, jitterMs: 100, concealedAtMost: 0.33, inShort: false },
] as const;
const NETWORKS = ALL_NETWORKS.filter(({ inShort }) => soak || inShort);

describe('a listener on a network that loses and delays packets', () => {
  it('hears the speaker, with little of the audio concealed', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    await lea.page.evaluateOnNewDocument(KEEP_CONNECTIONS);
    await lea.listenIn(await ann.createRoom());
    await ann.goOnStage();
    await lea.hears(520);
    let energyPerSample = 0;
    for (const { concealedAtMost, lossRate, jitterMs } of NETWORKS) {
      Object.assign(impairment, { lossRate, jitterMs });
      // After a change, the jitter buffer takes a while to grow.
      await delay(2_000);
      const before = await lea.page.evaluate(received);
      await delay(MEASURED_MS);
      const after = await lea.page.evaluate(received);
      const difference = (name: keyof Reception): number => after[name] - before[name];
      const samples = difference('samples');
      const concealed = difference('concealed') / samples;
      const silent = difference('silent') / samples;
      const energy = difference('energy') / samples;
      const lost = difference('lost') / (difference('lost') + difference('packets'));
      energyPerSample ||= energy;
      const what = `${lossRate * 100} % loss, ${jitterMs} ms jitter`;
      const share = energy / energyPerSample;
      assert.ok(concealed <= concealedAtMost, `${what}: ${concealed} concealed`);
      assert.ok(share > 0.5, `${what}: ${share} of the energy`);
      assert.ok(lost < lossRate + 0.1, `${what}: ${lost} lost`);
      // Below that, too few packets are lost in the time to count on one.
      if (lossRate >= 0.05) assert.ok(lost > lossRate / 4, `${what}: ${lost} lost`);
      await lea.hearsNow(520);
      record({
        part: 'Bad networks',
        what: `Media: ${what}`,
        tried: `${MEASURED_MS / 1000} s measured`,
        outcome: `heard; ${percent(concealed)} concealed (${percent(silent)} as silence), ${percent(share)} of the energy`,
      });
    }
    Object.assign(impairment, { lossRate: 0, jitterMs: 0 });
    await lea.hears(520);
  });
});

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
