import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeRtp } from '../../../support/rtp-packet.ts';
import { MediaClient } from './support/media-client.ts';
import { StageClient } from './support/stage-client.ts';
import { StageFixture } from './support/stage-fixture.ts';
import { waitFor } from '../../../support/eventually.ts';

describe('media of a stage', () => {
  let fixture: StageFixture;
  let stages = 0;
  const clients: StageClient[] = [];
  const media: MediaClient[] = [];

  before(async () => {
    fixture = await StageFixture.start();
  });
  after(async () => {
    for (const one of media) one.close();
    for (const { socket } of clients) socket.close();
    await fixture.stop();
  });

  const open = () => fixture.stageServer.counts().peerConnections;

  /** Joins participants on a stage of their own. */
  async function enter(...names: string[]): Promise<StageClient[]> {
    const stage = fixture.addStage(`StageOfTest${(stages += 1)}`);
    const entered = names.map((name) => new StageClient(fixture.token(stage, name)));
    clients.push(...entered);
    return Promise.all(entered.map((client) => client.joined()));
  }

  async function publish(client: StageClient, ssrc: number): Promise<MediaClient> {
    const published = await client.publish(ssrc);
    media.push(published);
    await waitFor('live', () => client.publisherIds.includes(client.id));
    return published;
  }

  async function subscribe(client: StageClient, publisherId: string): Promise<MediaClient> {
    const subscribed = await client.subscribe(publisherId);
    media.push(subscribed);
    return subscribed;
  }

  /** Waits until packets arrive: the server notices a connection a little later than the client. */
  async function flows(out: MediaClient, ...to: MediaClient[]): Promise<void> {
    await waitFor('packets flow', () => {
      out.send(Buffer.from('warm-up'));
      return to.every(({ received }) => received.length > 0);
    });
    const last = out.send(Buffer.from('the last one'));
    await waitFor('the last one', () =>
      to.every(({ received }) => received.at(-1)?.subarray(2).equals(last.subarray(2))),
    );
    for (const { received } of to) received.length = 0;
  }

  it('forwards each RTP packet unchanged, only to subscribers', async () => {
    const [ann, bob, cid] = await enter('ann', 'bob', 'cid');
    const annOut = await publish(ann!, 1001);
    const bobOut = await publish(bob!, 2002);
    const annIn = await subscribe(ann!, 'bob');
    const bobIn = await subscribe(bob!, 'ann');
    const cidIn = await subscribe(cid!, 'ann');
    await flows(annOut, bobIn, cidIn);
    await flows(bobOut, annIn);
    const ofAnn = [];
    const ofBob = [];
    for (let index = 0; index < 50; index += 1) {
      ofAnn.push(annOut.send(Buffer.from(`ann says ${index}`)));
      ofBob.push(bobOut.send(Buffer.from(`bob says ${index}`)));
    }
    const all = [annIn, bobIn, cidIn];
    await waitFor('all packets', () => all.every(({ received }) => received.length >= 50));
    assert.deepEqual(annIn.received, ofBob);
    assert.deepEqual(bobIn.received, ofAnn);
    assert.deepEqual(cidIn.received, ofAnn);
    assert.deepEqual(annOut.received, []);
    assert.deepEqual(bobOut.received, []);
  });

  it("declares the publisher's SSRC and stream in the answer, and rejects the video section", async () => {
    const [ann, bob] = await enter('ann', 'bob');
    const published = await publish(ann!, 0xfedcba98);
    const { answer } = await subscribe(bob!, 'ann');
    assert.match(answer, /m=audio[^]*a=sendonly[^]*a=ssrc:4275878552 cname:ann\r\n[^]*m=video/);
    assert.match(answer, /a=msid:ann ann-audio\r\n/);
    assert.match(answer, /m=video 0 UDP\/TLS\/RTP\/SAVPF 96\r\n[^]*a=mid:1\r\na=inactive\r\n$/);
    assert.match(published.answer, /m=audio[^]*a=recvonly[^]*m=video 0 [^]*a=inactive\r\n$/);
    assert.match(published.answer, /a=candidate:\S+ 1 UDP \d+ 127\.0\.0\.1 \d+ typ host/);
  });

  it('uses one UDP port for all publishers and one for all subscribers', async () => {
    const [ann, bob] = await enter('ann', 'bob');
    const published = [await publish(ann!, 1), await publish(bob!, 2)];
    const subscribed = [await subscribe(ann!, 'bob'), await subscribe(bob!, 'ann')];
    const portsOf = (all: readonly MediaClient[]) =>
      all.map(({ answer }) => Number(/ 127\.0\.0\.1 (\d+) typ host/.exec(answer)?.[1]));
    const { mediaPort } = fixture.stageServer;
    assert.deepEqual(portsOf(published), [mediaPort, mediaPort]);
    const [first, second] = portsOf(subscribed);
    assert.equal(first, second);
    assert.notEqual(first, mediaPort);
  });

  it('translates the payload type for a subscriber with another one for Opus', async () => {
    const [ann, bob, cid] = await enter('ann', 'bob', 'cid');
    const out = await publish(ann!, 7);
    const firefox = MediaClient.subscriber(109);
    media.push(firefox);
    const response = await bob!.post('subscribe', 'ann', firefox.offer);
    await firefox.accept(await response.text());
    const same = await subscribe(cid!, 'ann');
    await flows(out, firefox, same);
    const packet = out.send(Buffer.from('hello'));
    await waitFor('packets', () => firefox.received.length > 0 && same.received.length > 0);
    assert.deepEqual(same.received, [packet]);
    packet.writeUInt8(109, 1);
    assert.deepEqual(firefox.received, [packet]);
  });

  it('drops packets that are not RTP of the announced source and codec', async () => {
    const [ann, bob] = await enter('ann', 'bob');
    const out = await publish(ann!, 42);
    const heard = await subscribe(bob!, 'ann');
    await flows(out, heard);
    out.track.sendMessageBinary(makeRtp(43, 1, Buffer.from('other source')));
    out.send(Buffer.from('other codec'), 96);
    out.send(Buffer.alloc(0));
    const good = out.send(Buffer.from('good'));
    await waitFor('the good packet', () => heard.received.length > 0);
    assert.deepEqual(heard.received, [good]);
  });

  it('ends the subscriptions of a deleted publication, which may be deleted again', async () => {
    const [ann, bob] = await enter('ann', 'bob');
    const before = open();
    const out = await publish(ann!, 1);
    await subscribe(bob!, 'ann');
    assert.equal(open(), before + 2);
    assert.equal((await ann!.remove(out)).status, 200);
    assert.equal((await ann!.remove(out)).status, 200);
    await waitFor('state without ann', () => bob!.publisherIds.length === 0);
    await waitFor('nothing open but what other tests left', () => open() === before);
  });

  it("does not let a participant delete another one's publication", async () => {
    const [ann, bob] = await enter('ann', 'bob');
    const out = await publish(ann!, 1);
    assert.equal((await bob!.remove(out)).status, 403);
    assert.deepEqual(ann!.publisherIds, ['ann']);
  });

  it('shows a replaced publication as ended in between, so that others subscribe again', async () => {
    const slow = await StageFixture.start({ timings: { stateInterval: 1_000 } });
    const stage = slow.addStage('Slow');
    const join = (name: string) => new StageClient(slow.token(stage, name)).joined();
    const ann = await join('ann');
    const bob = await join('bob');
    const out = [await ann.publish(1)];
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    const before = bob.messages.length;
    out.push(await ann.publish(2));
    await waitFor(
      'ann live again',
      () => bob.publisherIds.length > 0 && bob.messages.length > before + 1,
    );
    const seen = bob.messages.slice(before).filter(({ type }) => type === 'STAGE_STATE');
    assert.deepEqual(
      seen.map(({ payload }) => payload.participants?.length),
      [0, 1],
    );
    for (const one of out) one.close();
    for (const { socket } of [ann, bob]) socket.close();
    await slow.stop();
  });

  it('replaces a subscription to the same publisher instead of adding one', async () => {
    const [ann, bob] = await enter('ann', 'bob');
    const out = await publish(ann!, 1);
    const first = await subscribe(bob!, 'ann');
    const before = open();
    const second = await subscribe(bob!, 'ann');
    assert.equal(open(), before);
    await flows(out, second);
    assert.equal(first.received.length, 0);
  });

  it('refuses subscriptions to oneself, to listeners and to unknown participants', async () => {
    const [ann] = await enter('ann', 'bob');
    await publish(ann!, 1);
    await assert.rejects(ann!.subscribe('ann'), /403/);
    await assert.rejects(ann!.subscribe('bob'), /404/);
    await assert.rejects(ann!.subscribe('stranger'), /404/);
  });

  it('refuses a 13th publisher with code 2005 until one of the twelve stops', async () => {
    const names = Array.from({ length: 13 }, (_, index) => `speaker${index}`);
    const people = await enter(...names);
    const out = await Promise.all(people.slice(0, 12).map((one, index) => publish(one, index + 1)));
    const late = MediaClient.publisher(13);
    media.push(late);
    const refused = await people[12]!.post('publish', 'speaker12', late.offer);
    assert.equal(refused.status, 403);
    assert.equal(((await refused.json()) as { code: number }).code, 2005);
    await people[0]!.remove(out[0]!);
    await publish(people[12]!, 13);
  });

  it('frees the place of a publication whose DTLS handshake fails', async () => {
    const [ann] = await enter('ann');
    const before = open();
    const liar = MediaClient.publisher(1);
    media.push(liar);
    const offer = liar.offer.replace(/(a=fingerprint:sha-256 )..:..:../, '$100:11:22');
    const response = await ann!.post('publish', 'ann', offer);
    await assert.rejects(liar.accept(await response.text()));
    await waitFor('place freed', () => open() === before);
    assert.deepEqual(ann!.publisherIds, []);
  });

  it('does not announce a publication that never connects, and frees its place', async () => {
    const hasty = await StageFixture.start({ timings: { connectLimit: 50 } });
    const client = await new StageClient(hasty.token(hasty.addStage('Hasty'), 'ann')).joined();
    const never = MediaClient.publisher(1);
    assert.equal((await client.post('publish', 'ann', never.offer)).status, 201);
    await waitFor('place freed', () => hasty.stageServer.counts().peerConnections === 0);
    assert.deepEqual(client.publisherIds, []);
    assert.deepEqual(hasty.updates, []);
    never.close();
    client.socket.close();
    await hasty.stop();
  });
});
