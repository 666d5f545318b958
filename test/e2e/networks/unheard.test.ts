import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en } from '../../../components/texts/en.ts';
import type { Impairment } from '../../../src/local/stage/media/impairment.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import type { Visitor } from '../support/visitor.ts';

const impairment: Impairment = { lossRate: 0, jitterMs: 0 };
const world = E2eWorld.forThisFile({ impairment });

// What the page says within this time. A test machine is slower than a person's.
const SAID_WITHIN_MS = 8_000 + 10_000;

/**
 * A firewall that blocks UDP: whatever the server answers, the media of subscriptions goes to a port where nobody
 * listens. `firewall.count` is the number of connections that it still blocks.
 */
const FIREWALL = firewall('sendonly');

/** @param direction - What the server does with the media that is blocked. */
function firewall(direction: 'sendonly' | 'recvonly'): string {
  return `{
  const firewall = (window.firewall = { count: Infinity });
  const own = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
    const blocked = sdp.includes('a=${direction}') && firewall.count-- > 0;
    const to = blocked ? sdp.replace(/^(a=candidate:\\S+ \\d+ \\S+ \\d+ \\S+) \\d+/gm, '$1 9') : sdp;
    return own.call(this, { type, sdp: to });
  };
}`;
}

const quality = (person: Visitor): Promise<unknown> =>
  person.page.evaluate("document.querySelector('audio-room').snapshot.quality");

async function isSaidInTime(person: Visitor, sentence: string): Promise<void> {
  const began = performance.now();
  await person.reads(sentence);
  const took = performance.now() - began;
  assert.ok(took < SAID_WITHIN_MS, `said after ${took} ms`);
}

describe('a listener whom no sound reaches', () => {
  it('is told so behind a firewall that blocks UDP, is warned before the stage, and hears once it is open', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    await lea.page.evaluateOnNewDocument(FIREWALL);
    await lea.listenIn(await ann.createRoom());
    await ann.goOnStage();
    await lea.seesOnStage('Ann');
    await isSaidInTime(lea, en.nothingHeard);
    await lea.seesOnStage(`Ann, ${en.unheard}`);
    assert.ok((await lea.text()).includes(en.goOnStageBlockedHint));
    assert.equal(await quality(lea), undefined);
    await lea.page.evaluate('window.firewall.count = 0');
    await lea.hears(520); // it has tried again by itself
    await lea.seesOnStage('Ann');
    assert.ok(!(await lea.text()).includes(en.nothingHeard));
  });

  it('is told so if all packets are lost, though the connection works', async () => {
    impairment.lossRate = 1;
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    await lea.listenIn(await ann.createRoom());
    await ann.goOnStage();
    await lea.seesOnStage('Ann');
    await isSaidInTime(lea, en.nothingHeard);
    assert.equal(await quality(lea), undefined);
    impairment.lossRate = 0;
    await lea.hears(520);
    await lea.seesOnStage('Ann');
  });

  it('is told about one speaker of two', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const ben = await world.arrive('Ben', { tone: 880 });
    const lea = await world.arrive('Lea');
    await lea.page.evaluateOnNewDocument(FIREWALL);
    const roomId = await ann.createRoom();
    await lea.listenIn(roomId);
    await lea.page.evaluate('window.firewall.count = 0');
    await ann.goOnStage();
    await lea.hears(520);
    await lea.page.evaluate('window.firewall.count = 1'); // its next try succeeds
    await ben.speakIn(roomId);
    await lea.seesOnStage('Ann', 'Ben');
    await isSaidInTime(lea, 'You can’t hear Ben at the moment.');
    assert.deepEqual((await lea.tiles()).toSorted(), ['Ann', `Ben, ${en.unheard}`]);
    await lea.hears(520, 880);
    await lea.seesOnStage('Ann', 'Ben');
  });
});

describe('somebody who goes on stage behind a firewall that blocks UDP', () => {
  it('is told what is likely and what to do, although nobody else is there to be unheard', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    await ann.page.evaluateOnNewDocument(firewall('recvonly'));
    await lea.listenIn(await ann.createRoom());
    await ann.click('Go on stage');
    await ann.reads(en.errors.PUBLISH_FAILED);
    assert.match(en.errors.PUBLISH_FAILED, /firewall.*another network/);
    await ann.page.evaluate('window.firewall.count = 0');
    await ann.click(en.tryAgain);
    await lea.hears(520);
    assert.ok(!(await ann.text()).includes(en.errors.PUBLISH_FAILED));
  });
});
